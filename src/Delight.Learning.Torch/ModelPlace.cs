namespace Delight.Learning.Torch;

/// <summary>What a model is made for.</summary>
/// <param name="RowsMax">The largest batch; at least 1.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda</c>.</param>
internal sealed record ModelPlace(int RowsMax, string Device);
