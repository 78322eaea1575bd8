"""Times PyTorch on the training steps that `./delight bench engines` compares engines by, on request.

The jobs are "mlp-WIDTH N" and "transformer-WIDTH N": N training steps of the policy of that width. The mlp is 784-W-W-10 in the
fastest form of mlp_step.py; the transformer is that of transformer_step.py with a feed-forward network of twice the width. The
protocol is theirs: one JSON line on start, {"seconds": t} for each job, "quit" or the end of input ends it. The caller sets
OMP_NUM_THREADS before Python starts: that many threads compute.
"""
import json
import os
import re
import sys
import time

import torch

import mlp_step
import transformer_model
import transformer_step
from mapped_blas import blas

WARM_UP_STEPS = 3


def work_of(policy, width):
    """One learner with its batch."""
    if policy == "mlp":
        mlp_step.WIDTHS = (784, width, width, mlp_step.ACTIONS)
        return mlp_step.Step(mlp_step.FASTEST, seed=1).run
    return transformer_step.Work(sizes=transformer_model.Sizes(width=width, feed_forward=2 * width)).step


def main():
    threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    header = {
        "torch": torch.__version__, "blas": blas(), "python": sys.executable,
        "optimiser": "Adam on one flat vector", "threads": torch.get_num_threads(),
    }
    print(json.dumps(header), flush=True)
    name, step = None, None
    for line in sys.stdin:
        words = line.split()
        if words == ["quit"]:
            return 0
        job = re.fullmatch(r"(mlp|transformer)-([0-9]+)", words[0]) if len(words) == 2 and words[1].isdigit() else None
        if not job:
            print(f"engine_step.py: '{line.strip()}' is neither 'mlp-WIDTH N', 'transformer-WIDTH N' nor 'quit'", file=sys.stderr)
            return 2
        if words[0] != name:
            name, step = words[0], work_of(job[1], int(job[2]))
            for _ in range(WARM_UP_STEPS):
                step()
        began = time.perf_counter()
        for _ in range(int(words[1])):
            step()
        print(json.dumps({"seconds": time.perf_counter() - began}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
