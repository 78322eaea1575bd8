using System.Reflection;
using System.Runtime.InteropServices;
using Delight.Learning.Policies;
using static TorchSharp.torch;

namespace Delight.Learning.Torch.Native;

/// <summary>Loads the native libraries of TorchSharp when they are first asked for, and sets what is global in
/// them.</summary>
internal static class TorchLibrary
{
    // In this order: each needs those before it, from whatever folder they came.
    private static readonly string[] Names = ["c10", "torch_cpu", "torch", "LibTorchSharp"];

    private static readonly Lock Gate = new();
    private static bool _isLoaded;

    [ThreadStatic]
    private static int _threads;

    /// <summary>The version of the package TorchSharp; loads nothing.</summary>
    public static string Version { get; } = typeof(TorchSharp.torch).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

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
                $"device {device} is not there{reason}. Take device cpu, or build with libtorch-cuda in place of "
                + "libtorch-cpu (eng/LibTorch.targets) on a machine with a GPU.");
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
        foreach (string name in Names)
        {
            LoadOne(name);
        }

        // TorchSharp loads them by their names. The system then answers with those that are loaded already.
        try
        {
            InitializeDeviceType(TorchSharp.DeviceType.CPU);
            using TorchSharp.torch.Tensor probe = zeros(1);
        }
        catch (Exception failure) when (failure is NotSupportedException or DllNotFoundException
            or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException
            or ExternalException or FileNotFoundException or FileLoadException)
        {
            string reason = NativeLoader.FirstLine(failure.GetBaseException().Message);
            throw Refusal(new LoadFailure(reason, "Restore its packages anew"), failure);
        }
    }

    private static void LoadOne(string name)
    {
        if (NativeFolders.Find(name) is not { } path)
        {
            throw Refusal(new LoadFailure(
                $"{NativeFolders.FileName(name)} is neither beside the program nor in the package folder",
                "Build again (dotnet build)"));
        }

        if (NativeLoader.Load(path) is { } failure)
        {
            throw Refusal(failure);
        }
    }

    private static PolicyEngineException Refusal(LoadFailure why, Exception? cause = null) => new(
        $"TorchSharp {Version} cannot be loaded: {why.Reason}. {why.Remedy}, or take policy.engine kernels.", cause);

    private static bool HasCuda(out string reason)
    {
        reason = string.Empty;
        if (NativeFolders.Find("torch_cuda") is null)
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
