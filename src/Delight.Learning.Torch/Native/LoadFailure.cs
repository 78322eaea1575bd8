namespace Delight.Learning.Torch.Native;

/// <summary>Why a native library is not loaded.</summary>
/// <param name="Reason">In one line, without a full stop.</param>
/// <param name="Remedy">What the user can do, as an imperative without a full stop.</param>
internal sealed record LoadFailure(string Reason, string Remedy);
