using System.Numerics;
using System.Runtime.InteropServices;
using Delight.Learning.Parameters;
using TorchSharp;
using static TorchSharp.torch;

namespace Delight.Learning.Torch;

/// <summary>A copy of the flat parameter array in native memory, and the named tensors as views of it.</summary>
/// <remarks>The copy belongs to one pass and is overwritten at each of its calls: the caller's array stays the only
/// truth.</remarks>
internal sealed class TorchParameters : IDisposable
{
    private readonly ParameterLayout _layout;
    private readonly Tensor _host;
    private readonly Tensor _flat;
    private readonly Dictionary<string, Tensor> _byName = new(StringComparer.Ordinal);

    /// <summary>Allocates.</summary>
    /// <param name="layout">Names and shapes.</param>
    /// <param name="device">Where the views lie.</param>
    public TorchParameters(ParameterLayout layout, Device device)
    {
        _layout = layout;
        using DisposeScope scope = NewDisposeScope();
        _host = zeros(layout.Length).DetachFromDisposeScope();
        _flat = device.type == DeviceType.CPU ? _host : zeros(layout.Length, device: device).DetachFromDisposeScope();
        Leaves = [.. layout.Slots.Select(Leaf)];
    }

    /// <summary>The tensors in the order of the layout; autograd differentiates by them.</summary>
    public IReadOnlyList<Tensor> Leaves { get; }

    /// <summary>The tensor of that name, in the shape of the layout.</summary>
    public Tensor this[string name] => _byName[name];

    /// <summary>Copies the caller's parameters; all views see them.</summary>
    public void Load(ReadOnlySpan<float> parameters)
    {
        parameters.CopyTo(MemoryMarshal.Cast<byte, float>(_host.bytes));
        if (!ReferenceEquals(_host, _flat))
        {
            using IDisposable untracked = no_grad();
            _flat.copy_(_host);
        }
    }

    /// <summary>Adds gradients by the leaves to a flat gradient.</summary>
    /// <param name="gradients">As autograd gave them, in the order of <see cref="Leaves"/>.</param>
    /// <param name="gradient">[Layout.Length]; added to.</param>
    public void AddTo(IEnumerable<Tensor> gradients, Span<float> gradient)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach ((TensorSlot slot, Tensor tensor) in _layout.Slots.Zip(gradients))
        {
            Tensor values = tensor.detach().cpu().contiguous();
            Add(MemoryMarshal.Cast<byte, float>(values.bytes), slot.In(gradient));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor leaf in Leaves)
        {
            leaf.Dispose();
        }

        _flat.Dispose();
        _host.Dispose();
    }

    private static void Add(ReadOnlySpan<float> source, Span<float> target)
    {
        ReadOnlySpan<Vector<float>> sources = MemoryMarshal.Cast<float, Vector<float>>(source);
        Span<Vector<float>> targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] += sources[i];
        }

        for (int i = targets.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += source[i];
        }
    }

    private Tensor Leaf(TensorSlot slot)
    {
        Tensor leaf = _flat.narrow(0, slot.Offset, slot.Length)
            .view([.. slot.Shape.Select(size => (long)size)]).DetachFromDisposeScope();
        leaf.requires_grad = true;
        _byName.Add(slot.Name, leaf);
        return leaf;
    }
}
