"""One training step of the MNIST policy in PyTorch: the reference that `./delight bench mlp` is measured against.

The step is the one Delight takes: batch 100, 784-100-100-10 with ReLU, forward, log-softmax, coefficients of dg with the
expected-confidence baseline, backward, Adam. It is written the way that turned out fastest for PyTorch 1.13 on one thread, not the
way that is shortest; README.md beside it has the variants and their times.

Protocol, for runs in turn with Delight: one JSON line on start, then each line "run STEPS" on standard input is answered by
{"seconds": t}; "quit" or the end of input ends it. The caller sets OMP_NUM_THREADS=1 before Python starts.

    python3 mlp_step.py                       speak the protocol
    python3 mlp_step.py --check [--seed S]    print the loss of five steps, one per line
    python3 mlp_step.py --variants            time every way to step the optimiser
"""
import argparse
import json
import math
import sys
import time

import torch
import torch.nn.functional as F

from mapped_blas import blas

BATCH, ACTIONS = 100, 10
WIDTHS = (784, 100, 100, ACTIONS)
LEARNING_RATE, BETA1, BETA2, EPSILON = 1e-3, 0.9, 0.999, 1e-8
ETA = 1.0
WARM_UP_STEPS = 200


class FlatAdam:
    """Adam over one flat vector, spelled out: a few vector operations a step instead of a loop over six tensors."""

    def __init__(self, parameters, gradient):
        self.parameters, self.gradient = parameters, gradient
        self.first = torch.zeros_like(parameters)
        self.second = torch.zeros_like(parameters)
        self.scratch = torch.empty_like(parameters)
        self.count = 0

    def step(self):
        self.count += 1
        correction1 = 1 - BETA1 ** self.count
        correction2 = 1 - BETA2 ** self.count
        self.first.lerp_(self.gradient, 1 - BETA1)
        self.second.mul_(BETA2).addcmul_(self.gradient, self.gradient, value=1 - BETA2)
        torch.sqrt(self.second, out=self.scratch)
        self.scratch.div_(math.sqrt(correction2)).add_(EPSILON)
        self.parameters.addcdiv_(self.first, self.scratch, value=-LEARNING_RATE / correction1)


class Policy:
    """The MLP over one flat parameter vector, so that every way to step the optimiser can work on it."""

    def __init__(self, seed):
        generator = torch.Generator().manual_seed(seed)
        layers = list(zip(WIDTHS[:-1], WIDTHS[1:]))
        count = sum(fan_in * fan_out + fan_out for fan_in, fan_out in layers)
        self.flat = torch.zeros(count)
        self.gradient = torch.zeros(count)
        self.leaves = []
        at = 0
        for fan_in, fan_out in layers:
            for shape in ((fan_out, fan_in), (fan_out,)):
                size = math.prod(shape)
                leaf = self.flat[at:at + size].view(shape)
                if len(shape) == 2:
                    leaf.copy_(torch.randn(shape, generator=generator) / math.sqrt(fan_in))
                leaf.requires_grad_()
                leaf.grad = self.gradient[at:at + size].view(shape)
                self.leaves.append(leaf)
                at += size

    def logits(self, inputs):
        w1, b1, w2, b2, w3, b3 = self.leaves
        hidden = F.relu(F.linear(inputs, w1, b1))
        hidden = F.relu(F.linear(hidden, w2, b2))
        return F.linear(hidden, w3, b3)


class Step:
    """Forward, coefficients, backward and Adam on fixed data."""

    def __init__(self, optimiser, seed):
        generator = torch.Generator().manual_seed(seed + 1)
        self.inputs = torch.rand(BATCH, WIDTHS[0], generator=generator)
        self.actions = torch.randint(ACTIONS, (BATCH, 1), generator=generator)
        self.rewards = (torch.rand(BATCH, generator=generator) < 0.5).float()
        self.policy = Policy(seed)
        self.zero, self.optimise = OPTIMISERS[optimiser](self.policy)

    def loss(self):
        log_probs = F.log_softmax(self.policy.logits(self.inputs), dim=1)
        chosen = log_probs.gather(1, self.actions).squeeze(1)
        with torch.no_grad():
            baseline = log_probs.exp().square_().sum(1)
            advantages = self.rewards - baseline
            delight = -advantages * chosen
            coefficients = torch.sigmoid(delight / ETA) * advantages / BATCH
        return -torch.dot(coefficients, chosen)

    def run(self):
        self.zero()
        loss = self.loss()
        loss.backward()
        self.optimise()
        return loss


def flat_adam(policy):
    adam = FlatAdam(policy.flat, policy.gradient)
    return policy.gradient.zero_, adam.step


def torch_adam(**options):
    def make(policy):
        adam = torch.optim.Adam(policy.leaves, lr=LEARNING_RATE, betas=(BETA1, BETA2), eps=EPSILON, **options)
        return lambda: adam.zero_grad(set_to_none=True), adam.step
    return make


def torch_adam_on_flat(policy):
    """torch.optim.Adam over the flat vector as its only parameter; the leaves' gradients are views of its gradient."""
    policy.flat.grad = policy.gradient
    adam = torch.optim.Adam([policy.flat], lr=LEARNING_RATE, betas=(BETA1, BETA2), eps=EPSILON)
    return policy.gradient.zero_, adam.step


OPTIMISERS = {
    "torch.optim.Adam": torch_adam(foreach=False),
    "torch.optim.Adam(foreach=True)": torch_adam(foreach=True),
    "torch.optim.Adam on one flat vector": torch_adam_on_flat,
    "written out on one flat vector": flat_adam,
}
FASTEST = "written out on one flat vector"


def seconds_of(step, count):
    began = time.perf_counter()
    for _ in range(count):
        step.run()
    return time.perf_counter() - began


def speak(step):
    for _ in range(WARM_UP_STEPS):
        step.run()
    header = {
        "torch": torch.__version__, "blas": blas(), "python": sys.executable, "optimiser": FASTEST,
        "threads": torch.get_num_threads(),
    }
    print(json.dumps(header), flush=True)
    for line in sys.stdin:
        words = line.split()
        if words == ["quit"]:
            return 0
        if len(words) != 2 or words[0] != "run" or not words[1].isdigit():
            print(f"mlp_step.py: '{line.strip()}' is neither 'run STEPS' nor 'quit'", file=sys.stderr)
            return 2
        print(json.dumps({"seconds": seconds_of(step, int(words[1]))}), flush=True)
    return 0


def time_variants(seed):
    steps = {name: Step(name, seed) for name in OPTIMISERS}
    best = dict.fromkeys(steps, math.inf)
    for _ in range(8):
        for name, step in steps.items():
            best[name] = min(best[name], seconds_of(step, 200) / 200)
    for name, seconds in best.items():
        print(f"{seconds * 1e3:.3f} ms a step: {name}")


def main():
    parser = argparse.ArgumentParser(description="One MLP training step of Delight in PyTorch.")
    parser.add_argument("--check", action="store_true", help="print the loss of five steps")
    parser.add_argument("--variants", action="store_true", help="time every way to step the optimiser")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    # The moments of units that never fire decay into subnormal numbers, which some processors multiply a hundred times slower.
    torch.set_flush_denormal(True)
    if options.variants:
        time_variants(options.seed)
        return 0
    if options.check:
        for name in OPTIMISERS:
            step = Step(name, options.seed)
            print(name + ": " + " ".join(f"{step.run().item():.9f}" for _ in range(5)))
        return 0
    return speak(Step(FASTEST, options.seed))


if __name__ == "__main__":
    sys.exit(main())
