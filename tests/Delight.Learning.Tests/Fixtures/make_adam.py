"""Writes adam.json: parameters after each of twelve steps of PyTorch's Adam, ascending, in single precision.

Made with Python 3 and PyTorch 1.13.1 (torch.__version__ "1.13.0a0" on Debian 12): python3 make_adam.py
"""
import json
import torch

torch.manual_seed(20260401)
length, steps = 19, 12
start = torch.randn(length)
gradients = torch.randn(steps, length) * torch.logspace(-4, 2, length)
gradients[:, 3] = 0
parameters = start.clone().requires_grad_(True)
optimiser = torch.optim.Adam([parameters], lr=0.01, betas=(0.9, 0.999), eps=1e-8, maximize=True, foreach=False)
after = []
for gradient in gradients:
    parameters.grad = gradient.clone()
    optimiser.step()
    after.append(parameters.detach().tolist())
with open("adam.json", "w", encoding="utf-8") as file:
    json.dump({"torch": torch.__version__, "start": start.tolist(), "gradients": gradients.tolist(), "after": after}, file)
    file.write("\n")
