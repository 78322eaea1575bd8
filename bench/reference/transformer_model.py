"""The transformer of Delight in PyTorch, by the names and layouts of its parameters.

Decoder-only, pre-norm LayerNorm with scale and no shift, no biases, learned positions, ReLU, untied output, no norm at the
end. A prompt of H tokens and an answer of T; the logits of decision t are read at position H - 1 + t.
"""

import math

import torch
import torch.nn.functional as F

NORM_EPSILON = 1e-6
TRUNCATED_DEVIATION = 0.87962566103423978  # of a standard normal that is cut at +-2


class Sizes:
    """Width, heads, layers, feed_forward, vocabulary, actions, prompt (H), answer (T)."""

    def __init__(self, width=64, heads=4, layers=3, feed_forward=128, vocabulary=2, actions=2, prompt=10, answer=10):
        self.width, self.heads, self.layers, self.feed_forward = width, heads, layers, feed_forward
        self.vocabulary, self.actions, self.prompt, self.answer = vocabulary, actions, prompt, answer


def shapes(sizes):
    """Names and shapes in the order of the flat parameter array."""
    width, hidden = sizes.width, sizes.feed_forward
    named = [("embedding.token", (sizes.vocabulary, width)), ("embedding.position", (sizes.prompt + sizes.answer, width))]
    for layer in range(sizes.layers):
        named += [
            (f"layer{layer}.attention.norm", (width,)),
            (f"layer{layer}.attention.qkv", (width, 3 * width)),
            (f"layer{layer}.attention.output", (width, width)),
            (f"layer{layer}.feedForward.norm", (width,)),
            (f"layer{layer}.feedForward.in", (width, hidden)),
            (f"layer{layer}.feedForward.out", (hidden, width)),
        ]
    return named + [("output", (width, sizes.actions))]


def initial(sizes, generator, dtype=torch.float32):
    """Embeddings normal with W^-1/2, scales 1, matrices truncated normal with fan_in^-1/2."""
    parameters = {}
    for name, shape in shapes(sizes):
        if len(shape) == 1:
            value = torch.ones(shape, dtype=dtype)
        elif name.startswith("embedding."):
            value = torch.randn(shape, dtype=dtype, generator=generator) * sizes.width ** -0.5
        else:
            value = torch.empty(shape, dtype=dtype)
            torch.nn.init.trunc_normal_(value, 0, 1, -2, 2)  # draws from the global generator: seed that too
            value = value / (math.sqrt(shape[0]) * TRUNCATED_DEVIATION)
        parameters[name] = value.requires_grad_()
    return parameters


def _norm(x, scale):
    return F.layer_norm(x, (x.shape[-1],), weight=scale, eps=NORM_EPSILON)


def _heads(x, heads):
    rows, tokens, width = x.shape
    return x.view(rows, tokens, heads, width // heads).transpose(1, 2)


def run(parameters, sizes, tokens, position, cache=None):
    """Final activations [rows, tokens, width] of tokens from a position on; with a cache, keys and values are kept in it."""
    rows, count = tokens.shape
    positions = parameters["embedding.position"][position:position + count]
    x = F.embedding(tokens, parameters["embedding.token"]) + positions
    mask = None
    if count > 1:
        mask = torch.full((count, position + count), -math.inf, dtype=x.dtype).triu(position + 1)
    for layer in range(sizes.layers):
        name = f"layer{layer}."
        qkv = torch.matmul(_norm(x, parameters[name + "attention.norm"]), parameters[name + "attention.qkv"])
        query, key, value = (_heads(part, sizes.heads) for part in qkv.split(sizes.width, dim=2))
        if cache is not None:
            if layer in cache:
                key, value = torch.cat((cache[layer][0], key), 2), torch.cat((cache[layer][1], value), 2)
            cache[layer] = (key, value)
        scores = torch.matmul(query, key.transpose(2, 3)) * (sizes.width // sizes.heads) ** -0.5
        weights = torch.softmax(scores if mask is None else scores + mask, dim=3)
        mixed = torch.matmul(weights, value).transpose(1, 2).reshape(rows, count, sizes.width)
        x = x + torch.matmul(mixed, parameters[name + "attention.output"])
        normed = _norm(x, parameters[name + "feedForward.norm"])
        x = x + torch.matmul(torch.relu(torch.matmul(normed, parameters[name + "feedForward.in"])), parameters[name + "feedForward.out"])
    return x


def logits(parameters, sizes, prompts, chosen):
    """[rows, T, A] logits of every decision, given prompts [rows, H] and the chosen actions [rows, T]."""
    x = run(parameters, sizes, torch.cat((prompts, chosen[:, :-1]), 1), 0)
    return torch.matmul(x[:, sizes.prompt - 1:], parameters["output"])


@torch.no_grad()
def sample(parameters, sizes, prompts, samples, draws=None):
    """Answers [P * S, T] and their log-probabilities: each prompt is computed once, then its samples go on from its cache."""
    cache = {}
    x = run(parameters, sizes, prompts, 0, cache)[:, -1]
    last = torch.matmul(x, parameters["output"]).repeat_interleave(samples, 0)
    cache = {layer: tuple(part.repeat_interleave(samples, 0) for part in kept) for layer, kept in cache.items()}
    answers, log_probs = [], []
    for decision in range(sizes.answer):
        every = torch.log_softmax(last, 1)
        if draws is None:
            action = torch.multinomial(every.exp(), 1)
        else:
            action = (every.exp().cumsum(1) <= draws[:, decision:decision + 1]).sum(1, keepdim=True).clamp_max(sizes.actions - 1)
        answers.append(action)
        log_probs.append(every.gather(1, action))
        if decision + 1 < sizes.answer:
            last = torch.matmul(run(parameters, sizes, action, sizes.prompt + decision, cache)[:, -1], parameters["output"])
    return torch.cat(answers, 1), torch.cat(log_probs, 1)
