"""Learning curves of token reversal in PyTorch: the same task, model and settings as Delight's clean run.

M = 2, H = T = 10, reward = number right before the first error / H. A step: 10 prompts x 10 samples by the weights of
now (delay 0), group-mean baseline broadcast to the tokens, mean over tokens, Adam (0.9, 0.999, 1e-8). Sequence error:
share of answers not exactly right, one sampled answer for each of 1,000 prompts that a seed draws once, from a stream
of its own. (There are only 1,024 prompts at M = 2, H = 10, so training meets them too.) Evaluation moves none of the
streams of training.

Appends one JSON line per evaluation to --out: estimator, seed, learningRate, step, error. Step 0 is the
untrained model.
"""

import argparse
import json
import math
import pathlib
import sys
import time

import transformer_step as reference  # sets OMP_NUM_THREADS before PyTorch loads

import torch

import transformer_model as model

PROMPTS, SAMPLES, EVALUATED, EVERY = 10, 10, 1000, 100
ETA = 1.0  # dg
ALPHA, BETA, GAMMA = 0.5, 0.1, 1e-9  # pmpo


def right_tokens(prompts, answers):
    """Number of right tokens before the first error, [rows]."""
    return (answers == prompts.flip(1)).long().cumprod(1).sum(1)


def group_mean_advantages(counts, tokens):
    """[rows, 1]. Over whole counts, so that the advantage of a group of equal rewards is 0 and not a rounding error."""
    groups = counts.view(PROMPTS, SAMPLES)
    return ((SAMPLES * groups - groups.sum(1, keepdim=True)).float() / (SAMPLES * tokens)).view(-1, 1)


def reinforce(advantages, log_probs):
    return (advantages / log_probs.numel()).expand_as(log_probs)


def dg(advantages, log_probs):
    return torch.sigmoid(advantages * -log_probs / ETA) * advantages / log_probs.numel()


def pmpo(advantages, log_probs):
    preferred = (advantages > 0).expand_as(log_probs)
    chosen = int(preferred.sum())
    rejected = log_probs.numel() - chosen
    p = log_probs.exp()
    push = torch.where(
        preferred, torch.full_like(p, ALPHA / max(chosen, 1)), -(1 - ALPHA) / max(rejected, 1) * p / (p + GAMMA))
    return push + BETA / log_probs.numel()


ESTIMATORS = {"dg": dg, "reinforce": reinforce, "pmpo": pmpo}


class Run:
    """One seed: parameters, optimiser, and the streams of training and of evaluation."""

    def __init__(self, seed, learning_rate, estimator):
        torch.manual_seed(seed)  # the truncated normals draw from the global generator
        self.sizes = model.Sizes()
        initial = model.initial(self.sizes, torch.Generator().manual_seed(seed))
        self.parameters, flat = reference.flattened(initial)
        self.gradient = flat.grad
        self.optimiser = torch.optim.Adam([flat], lr=learning_rate, betas=(0.9, 0.999), eps=1e-8)
        self.coefficients = ESTIMATORS[estimator]
        self.training = torch.Generator().manual_seed(1_000_000 + seed)
        self.evaluation = torch.Generator().manual_seed(2_000_000 + seed)
        self.evaluated = self.prompts(EVALUATED, self.evaluation)

    def prompts(self, count, generator):
        return torch.randint(0, self.sizes.vocabulary, (count, self.sizes.prompt), generator=generator)

    def answers(self, prompts, samples, generator):
        draws = torch.rand((len(prompts) * samples, self.sizes.answer), generator=generator)
        return model.sample(self.parameters, self.sizes, prompts, samples, draws)[0]

    def step(self):
        prompts = self.prompts(PROMPTS, self.training)
        chosen = self.answers(prompts, SAMPLES, self.training)
        inputs = prompts.repeat_interleave(SAMPLES, 0)
        advantages = group_mean_advantages(right_tokens(inputs, chosen), self.sizes.answer)
        log_probs = torch.log_softmax(model.logits(self.parameters, self.sizes, inputs, chosen), 2)
        log_probs = log_probs.gather(2, chosen.unsqueeze(2)).squeeze(2)
        with torch.no_grad():
            coefficients = self.coefficients(advantages, log_probs)
        self.gradient.zero_()
        (-(coefficients * log_probs).sum()).backward()
        self.optimiser.step()

    def error(self):
        answers = self.answers(self.evaluated, 1, self.evaluation)
        wrong = int((right_tokens(self.evaluated, answers) < self.sizes.answer).sum())
        return wrong / EVALUATED


def arguments():
    parser = argparse.ArgumentParser(description="Learning curves of token reversal in PyTorch.")
    parser.add_argument("--seeds", default="1,2,3", help="whole numbers from 0, with commas (default 1,2,3)")
    parser.add_argument("--steps", type=int, default=2000, help=f"a multiple of {EVERY} (default 2000)")
    parser.add_argument("--learning-rate", type=float, default=3e-4, help="Adam's step size (default 3e-4)")
    parser.add_argument("--estimator", choices=sorted(ESTIMATORS), default="dg", help="default dg")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="JSON lines; appended to")
    options = parser.parse_args()
    problems = []
    words = options.seeds.split(",")
    if all(word.strip().isdecimal() for word in words) and len(set(map(int, words))) == len(words):
        options.seeds = [int(word) for word in words]
    else:
        problems.append(f"--seeds is '{options.seeds}'; give different whole numbers from 0, such as 1,2,3")
    if options.steps < EVERY or options.steps % EVERY:
        problems.append(f"--steps is {options.steps}; evaluation comes every {EVERY} steps, give a multiple of {EVERY}")
    if not 0 < options.learning_rate < math.inf:
        problems.append(f"--learning-rate is {options.learning_rate}; give a positive number, such as 3e-4")
    if not options.out.parent.is_dir():
        problems.append(f"--out is in '{options.out.parent}', which is no folder; create it first")
    if not problems and options.out.exists():
        kept = {(row["estimator"], row["learningRate"], row["seed"])
                for row in map(json.loads, options.out.read_text(encoding="utf-8").splitlines())}
        for seed in options.seeds:
            if (options.estimator, options.learning_rate, seed) in kept:
                problems.append(f"--out '{options.out}' holds seed {seed} of this setting; name another file or seed")
    if problems:
        parser.error("; ".join(problems))
    return options


def main():
    options = arguments()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    print(json.dumps({"torch": torch.__version__, "blas": reference.blas(), "threads": torch.get_num_threads()}))
    with options.out.open("a", encoding="utf-8") as out:
        for seed in options.seeds:
            started = time.perf_counter()
            run = Run(seed, options.learning_rate, options.estimator)
            for step in range(options.steps + 1):
                if step > 0:
                    run.step()
                if step % EVERY == 0:
                    row = {"estimator": options.estimator, "seed": seed, "learningRate": options.learning_rate,
                           "step": step, "error": run.error()}
                    out.write(json.dumps(row, separators=(",", ":")) + "\n")
                    out.flush()
                    print(f"{json.dumps(row)} {time.perf_counter() - started:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
