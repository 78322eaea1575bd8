using System.Globalization;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Streams;
using Delight.Experiments.Traces;

namespace Delight.Experiments;

/// <summary>What a command line asks for beside the record of one run.</summary>
public sealed class RunAttachments : IDisposable
{
    private readonly List<IRunAttachment> _all = [];
    private readonly List<string> _setAside = [];

    private RunAttachments()
    {
    }

    /// <summary>Each of them, in the order in which they are completed.</summary>
    public IReadOnlyList<IRunAttachment> All => _all;

    /// <summary>Begins their files.</summary>
    /// <param name="prepared">The scenario of the run.</param>
    /// <param name="runtime">What runs the actors.</param>
    /// <param name="folder">The run's.</param>
    /// <param name="asked">What is wanted.</param>
    /// <remarks>A run that runs again writes its files again. Those of before are set aside until it ends.</remarks>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static RunAttachments Create(
        PreparedScenario prepared, string runtime, string folder, (bool IsRecorded, bool IsTraced) asked)
    {
        RunAttachments attachments = new();
        if (asked.IsRecorded)
        {
            attachments._all.Add(new StreamRecorder(
                attachments.New(Path.Combine(folder, RunFolder.StreamFile)),
                StreamScenario.HeaderOf(prepared, runtime)));
        }

        if (asked.IsTraced)
        {
            Dictionary<string, string> about = new(StringComparer.Ordinal)
            {
                ["scenario"] = prepared.Scenario.Name,
                ["estimator"] = prepared.Scenario.EstimatorLabel,
                ["seed"] = prepared.Settings.Seed.ToString(CultureInfo.InvariantCulture),
                ["runtime"] = runtime,
            };
            attachments._all.Add(new RunTracer(
                attachments.New(Path.Combine(folder, RunFolder.TraceFile)), about));
        }

        return attachments;
    }

    /// <summary>Completes the files after the run.</summary>
    /// <param name="run">How it ended.</param>
    /// <returns>A line for each file: where it is, and how much is in it.</returns>
    /// <exception cref="IOException">One could not be written, and the run's record could.</exception>
    public IReadOnlyList<string> Complete(RunSummary run)
    {
        List<string> lines = [];
        foreach (IRunAttachment attachment in run.IsUnchanged ? [] : _all)
        {
            try
            {
                lines.Add(attachment.Complete());
            }
            catch (IOException) when (run.IsUnwritable)
            {
                return lines; // for the same reason, which the run's failure says
            }
        }

        if (!run.IsUnchanged)
        {
            _setAside.ForEach(path => File.Delete(path + RunFolder.SetAside));
            _setAside.Clear();
        }

        return lines;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _all.ForEach(attachment => attachment.Dispose());
        foreach (string path in _setAside.Where(path => File.Exists(path + RunFolder.SetAside)))
        {
            File.Move(path + RunFolder.SetAside, path, overwrite: true); // refused, or interrupted early
        }
    }

    private string New(string path)
    {
        if (File.Exists(path) && !File.Exists(path + RunFolder.SetAside))
        {
            File.Move(path, path + RunFolder.SetAside);
        }

        if (File.Exists(path + RunFolder.SetAside))
        {
            _setAside.Add(path); // of a repetition that was killed, too: what it had begun is the shorter one
        }

        return path;
    }
}
