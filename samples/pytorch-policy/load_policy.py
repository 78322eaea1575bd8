"""Loads a policy that Delight trained into PyTorch, and shows that it computes the same.

    python3 load_policy.py RUN_DIR                  build the run's mlp or transformer from RUN_DIR/policy.npz
    python3 load_policy.py RUN_DIR --logits FILE    compare its logits with those that `./delight evaluate --logits` wrote
    python3 load_policy.py RUN_DIR --save FILE      write the modules' tensors back as an archive that Delight reads

An mlp that was trained on MNIST is also measured on the test images; the error is the one that `./delight evaluate` prints.
"""
import argparse
import gzip
import json
import math
import pathlib
import sys

import numpy
import torch
import torch.nn.functional as F

LOGITS_BOUND = 1e-4  # largest difference over the largest logit: float32 in another order of operations


class Mlp(torch.nn.Module):
    """bytes / 255, then linear layers with ReLU in between; Delight stores weights as [in, out]."""

    def __init__(self, arrays):
        super().__init__()
        count = sum(name.endswith(".weight") for name in arrays)
        self.layers = torch.nn.ModuleList()
        for layer in range(count):
            fan_in, fan_out = arrays[f"layer{layer}.weight"].shape
            linear = torch.nn.Linear(fan_in, fan_out)
            with torch.no_grad():
                linear.weight.copy_(arrays[f"layer{layer}.weight"].T)
                linear.bias.copy_(arrays[f"layer{layer}.bias"])
            self.layers.append(linear)

    def forward(self, inputs, answers=None):
        x = inputs / 255
        for linear in self.layers[:-1]:
            x = F.relu(linear(x))
        return self.layers[-1](x).unsqueeze(1)

    def arrays(self):
        named = {}
        for layer, linear in enumerate(self.layers):
            named[f"layer{layer}.weight"] = linear.weight.T
            named[f"layer{layer}.bias"] = linear.bias
        return named


class Transformer(torch.nn.Module):
    """Decoder-only, normalised before each part with a scale and no shift, no biases, learned positions, ReLU."""

    def __init__(self, arrays, heads):
        super().__init__()
        self.heads = heads
        self.layers = sum(name.endswith("attention.qkv") for name in arrays)
        self.names = list(arrays)
        self.tensors = torch.nn.ParameterList([torch.nn.Parameter(value) for value in arrays.values()])

    def of(self, name):
        return self.tensors[self.names.index(name)]

    def forward(self, inputs, answers):
        prompt = inputs.shape[1]
        tokens = torch.cat((inputs, answers[:, :-1]), 1).long()
        rows, count = tokens.shape
        x = F.embedding(tokens, self.of("embedding.token")) + self.of("embedding.position")[:count]
        mask = torch.full((count, count), -math.inf).triu(1)
        for layer in range(self.layers):
            name = f"layer{layer}."
            width = x.shape[2]
            qkv = self.norm(x, name + "attention.norm") @ self.of(name + "attention.qkv")
            query, key, value = (
                part.view(rows, count, self.heads, width // self.heads).transpose(1, 2) for part in qkv.split(width, 2))
            weights = torch.softmax(query @ key.transpose(2, 3) / math.sqrt(width // self.heads) + mask, 3)
            x = x + (weights @ value).transpose(1, 2).reshape(rows, count, width) @ self.of(name + "attention.output")
            hidden = torch.relu(self.norm(x, name + "feedForward.norm") @ self.of(name + "feedForward.in"))
            x = x + hidden @ self.of(name + "feedForward.out")
        return x[:, prompt - 1:] @ self.of("output")

    def norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], weight=self.of(name), eps=1e-6)

    def arrays(self):
        return dict(zip(self.names, self.tensors))


def load(run):
    """The policy of a run as a module, and its effective scenario."""
    scenario = json.loads((run / "run.json").read_text())["effectiveScenario"]
    with numpy.load(run / "policy.npz") as archive:
        arrays = {name: torch.from_numpy(archive[name]) for name in archive.files}
    name = scenario["policy"]["name"]
    if name == "mlp":
        return Mlp(arrays), scenario
    if name == "transformer":
        return Transformer(arrays, scenario["policy"]["heads"]), scenario
    sys.exit(f"load_policy.py: the run's policy is '{name}'; this sample builds mlp and transformer.")


def mnist_error(model, folder):
    """Share of MNIST's test images that the most probable action gets wrong."""
    with gzip.open(folder / "t10k-images-idx3-ubyte.gz") as images, gzip.open(folder / "t10k-labels-idx1-ubyte.gz") as labels:
        pixels = numpy.frombuffer(images.read(), numpy.uint8, offset=16).reshape(-1, 784)
        right = numpy.frombuffer(labels.read(), numpy.uint8, offset=8)
    answers = model(torch.from_numpy(pixels.astype(numpy.float32))).squeeze(1).argmax(1).numpy()
    return float((answers != right).mean())


def compare(model, path):
    """Holds the module's logits against Delight's."""
    with numpy.load(path) as archive:
        inputs, answers, theirs = (torch.from_numpy(archive[name]) for name in ("inputs", "answers", "logits"))
    try:
        ours = model(inputs, answers)
    except (IndexError, RuntimeError) as error:
        sys.exit(f"load_policy.py: the inputs in {path} are not of this policy ({error}).")
    apart = float((ours - theirs).abs().max() / theirs.abs().max())
    print(f"logits of {len(inputs)} contexts: {apart:.1e} of the largest apart")
    return apart <= LOGITS_BOUND


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description="Load a policy of Delight into PyTorch.")
    parser.add_argument("run", type=pathlib.Path, metavar="RUN_DIR")
    parser.add_argument("--logits", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--save", type=pathlib.Path, metavar="FILE")
    options = parser.parse_args()
    model, scenario = load(options.run)
    print(f"{scenario['policy']['name']} with {sum(tensor.numel() for tensor in model.parameters())} parameters")
    if scenario["task"]["name"] == "mnist":
        folder = pathlib.Path(__file__).resolve().parents[2] / "data" / "mnist"
        print(f"error {100 * mnist_error(model, folder):.2f} % on MNIST's test images")
    if options.save:
        numpy.savez(options.save, **{name: value.contiguous().numpy() for name, value in model.arrays().items()})
    if options.logits and not compare(model, options.logits):
        sys.exit(f"load_policy.py: {options.logits} is not of this policy: its logits differ by more than {LOGITS_BOUND}.")


if __name__ == "__main__":
    main()
