"""Times PyTorch on the work of Delight's transformer benchmarks, one thread, on request.

Prints one JSON line that says what runs, then answers lines on standard input: "step N" takes N training steps, "sample N"
samples N batches; each answer is one line {"seconds": ...}. "quit" or the end of input ends it. The caller interleaves.

One step: 10 prompts x 10 samples, H = T = 10, M = 2, width 64, 4 heads, 3 layers, feed-forward 128; forward, delightful
coefficients over a group-mean baseline, backward, Adam.
"""

import json
import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch  # noqa: E402

import transformer_model as model  # noqa: E402
from mapped_blas import blas  # noqa: E402

PROMPTS, SAMPLES = 10, 10


def flattened(parameters):
    """The same parameters as views of one flat vector, and their gradients as views of its gradient: one Adam for all."""
    flat = torch.cat([value.detach().reshape(-1) for value in parameters.values()])
    flat.grad = torch.zeros_like(flat)
    views, at = {}, 0
    for name, value in parameters.items():
        part = slice(at, at + value.numel())
        views[name] = flat[part].view(value.shape).requires_grad_()
        views[name].grad = flat.grad[part].view(value.shape)
        at += value.numel()
    return views, flat


class Work:
    """One learner and its batch of prompts."""

    def __init__(self, seed=1, sizes=None):
        torch.manual_seed(seed)
        generator = torch.Generator().manual_seed(seed)
        self.sizes = sizes or model.Sizes()
        self.parameters, flat = flattened(model.initial(self.sizes, generator))
        self.gradient = flat.grad
        self.optimiser = torch.optim.Adam([flat], lr=1e-3)
        self.prompts = torch.randint(0, 2, (PROMPTS, self.sizes.prompt), generator=generator)
        self.inputs = self.prompts.repeat_interleave(SAMPLES, 0)
        self.chosen, _ = self.sample()
        self.rewards = torch.rand(PROMPTS * SAMPLES, generator=generator)

    def sample(self):
        return model.sample(self.parameters, self.sizes, self.prompts, SAMPLES)

    def step(self):
        groups = self.rewards.view(PROMPTS, SAMPLES)
        advantages = (groups - groups.mean(1, keepdim=True)).view(-1, 1)
        log_probs = torch.log_softmax(model.logits(self.parameters, self.sizes, self.inputs, self.chosen), 2)
        log_probs = log_probs.gather(2, self.chosen.unsqueeze(2)).squeeze(2)
        with torch.no_grad():
            coefficients = torch.sigmoid(advantages * -log_probs) * advantages / log_probs.numel()
        self.gradient.zero_()
        (-(coefficients * log_probs).sum()).backward()
        self.optimiser.step()


def main():
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    work = Work()
    jobs = {"step": work.step, "sample": work.sample}
    for _ in range(3):
        work.step()
        work.sample()
    header = {
        "torch": torch.__version__, "blas": blas(), "python": sys.executable,
        "optimiser": "torch.optim.Adam on one flat vector", "threads": torch.get_num_threads(),
    }
    print(json.dumps(header), flush=True)
    for line in sys.stdin:
        words = line.split()
        if words == ["quit"]:
            return 0
        if len(words) != 2 or words[0] not in jobs or not words[1].isdigit():
            print(f"transformer_step.py: '{line.strip()}' is neither 'step N', 'sample N' nor 'quit'", file=sys.stderr)
            return 2
        job, count = jobs[words[0]], int(words[1])
        started = time.perf_counter()
        for _ in range(count):
            job()
        print(json.dumps({"seconds": time.perf_counter() - started}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
