namespace Delight.Host.Tests.Bench;

/// <summary>A shell script in the place of a Python interpreter and of what it is given to run.</summary>
internal sealed class FakePython : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delight fake python ");

    internal FakePython(string body)
    {
        Interpreter = Path.Combine(_folder.FullName, "python3");
        Script = Path.Combine(_folder.FullName, "step.py");
        File.WriteAllText(Interpreter, $"#!/bin/sh\n{body}\n");
        File.WriteAllText(Script, body);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Interpreter, Executable);
        }
    }

    internal string Folder => _folder.FullName;

    internal string Interpreter { get; }

    internal string Script { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
