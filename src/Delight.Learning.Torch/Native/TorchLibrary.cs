using System.Runtime.InteropServices;
using Delight.Learning.Policies;
using static TorchSharp.torch;

namespace Delight.Learning.Torch.Native;

/// <summary>Loads the native libraries of TorchSharp when they are first asked for, and sets what is global in
/// them.</summary>
internal static class TorchLibrary
{
    private const string Remedy =
        "Restore TorchSharp-cpu 0.99.6 anew (DELIGHT_TORCH=true ./delight ...), or take policy.engine kernels.";

    private static readonly Lock Gate = new();
    private static bool _isLoaded;

    [ThreadStatic]
    private static int _threads;

    /// <summary>Loads the libraries and makes sure that the device is there.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <exception cref="PolicyEngineException">A library is missing or does not fit, or the device is not
    /// there.</exception>
    public static void Require(string device)
    {
        lock (Gate)
        {
            if (!_isLoaded)
            {
                Load();
                _isLoaded = true;
            }
        }

        if (device != "cpu" && !HasCuda(out string reason))
        {
            throw new PolicyEngineException(
                $"device {device} is not there{reason}. Take device cpu, or replace the package TorchSharp-cpu by one "
                + "of TorchSharp's CUDA packages of the same version on a machine with a GPU.");
        }
    }

    /// <summary>Sets the number of threads that torch computes with on the calling thread.</summary>
    public static void UseThreads(int count)
    {
        if (_threads != count)
        {
            set_num_threads(count);
            _threads = count;
        }
    }

    private static void Load()
    {
        if (NativeLoader.WhyNot() is { } reason)
        {
            throw new PolicyEngineException($"libtorch cannot be loaded: {reason}. {Remedy}");
        }

        try
        {
            InitializeDeviceType(TorchSharp.DeviceType.CPU);
            using TorchSharp.torch.Tensor probe = zeros(1);
        }
        catch (Exception failure) when (failure is NotSupportedException or DllNotFoundException
            or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException
            or ExternalException or FileNotFoundException or FileLoadException)
        {
            throw new PolicyEngineException(
                $"libtorch cannot be used: {NativeLoader.FirstLine(failure.GetBaseException().Message)}. {Remedy}",
                failure);
        }
    }

    private static bool HasCuda(out string reason)
    {
        reason = string.Empty;
        if (!NativeLoader.HasCudaLibrary())
        {
            reason = " (this build has no CUDA library of torch)";
            return false;
        }

        try
        {
            if (!cuda.is_available())
            {
                reason = " (torch sees no GPU)";
                return false;
            }

            backends.cuda.matmul.allow_tf32 = false;
            backends.cudnn.allow_tf32 = false;
            return true;
        }
        catch (Exception failure) when (failure is NotSupportedException or DllNotFoundException
            or EntryPointNotFoundException or ExternalException)
        {
            reason = $" ({NativeLoader.FirstLine(failure.Message)})";
            return false;
        }
    }
}
