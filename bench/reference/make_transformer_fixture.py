"""Writes tests/Delight.Learning.Tests/Fixtures/transformer-*.json: logits and gradients by autograd in double precision.

Run from anywhere: python3 bench/reference/make_transformer_fixture.py (written with PyTorch 1.13.1, seeds below).
Parameters are rounded to float32 first, so that both sides start from the same numbers. The objective is
sum_t c_t log pi(a_t); `gradient` holds its gradient per tensor, by the names of the parameter layout.
"""

import json
import pathlib

import torch

import transformer_model as model

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests" / "Delight.Learning.Tests" / "Fixtures"


def fixture(seed, rows, **sizes_of):
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    sizes = model.Sizes(**sizes_of)
    parameters = {name: value.detach().double().requires_grad_() for name, value in model.initial(sizes, generator).items()}
    with torch.no_grad():
        for name, value in parameters.items():
            if name.endswith(".norm"):  # scales of 1 would hide a forgotten scale
                value += (0.25 * torch.randn(value.shape, generator=generator)).double()
    prompts = torch.randint(0, sizes.vocabulary, (rows, sizes.prompt), generator=generator)
    prompts[1] = prompts[0]  # two rows share a prompt
    prompts[-1] = prompts[0]  # and one far from them
    chosen = torch.randint(0, sizes.actions, (rows, sizes.answer), generator=generator)
    coefficients = torch.randn((rows, sizes.answer), generator=generator)
    logits = model.logits(parameters, sizes, prompts, chosen)
    log_probs = torch.log_softmax(logits, 2).gather(2, chosen.unsqueeze(2)).squeeze(2)
    (coefficients.double() * log_probs).sum().backward()
    flat = lambda tensor, digits=None: [round(v, digits) if digits else v for v in tensor.detach().reshape(-1).tolist()]
    return {
        "source": "bench/reference/make_transformer_fixture.py", "torch": torch.__version__, "seed": seed,
        "width": sizes.width, "heads": sizes.heads, "layers": sizes.layers, "feedForward": sizes.feed_forward,
        "vocabulary": sizes.vocabulary, "actions": sizes.actions, "prompt": sizes.prompt, "answer": sizes.answer, "rows": rows,
        "inputs": flat(prompts), "chosen": flat(chosen), "coefficients": flat(coefficients),
        "logits": flat(logits, 10), "logProbs": flat(log_probs, 10),
        "parameters": {name: flat(value) for name, value in parameters.items()},
        "gradient": {name: flat(value.grad, 10) for name, value in parameters.items()},
    }


def main():
    cases = {
        "small": dict(seed=11, rows=6, width=16, heads=2, layers=2, feed_forward=24, vocabulary=3, actions=3, prompt=4, answer=4),
        "odd": dict(seed=12, rows=5, width=15, heads=3, layers=1, feed_forward=7, vocabulary=5, actions=4, prompt=1, answer=3),
        "one-answer": dict(seed=13, rows=4, width=6, heads=1, layers=2, feed_forward=5, vocabulary=2, actions=2, prompt=19, answer=1),
    }
    for name, case in cases.items():
        path = FOLDER / f"transformer-{name}.json"
        path.write_text(json.dumps(fixture(**case), separators=(",", ":")) + "\n", encoding="utf-8")
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
