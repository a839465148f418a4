using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace NerveCentre.Tests;

/// <summary>The product as a process of its own, as a user starts it.</summary>
internal sealed partial class DashboardProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DashboardProcess(IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment, string? dll = null)
    {
        var start = new ProcessStartInfo("dotnet", [dll ?? Dll, .. args])
        {
            WorkingDirectory = dll is null ? "" : Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data, _output);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, _errors);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"The server ended before it listened.\n{Output}\n{Errors}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Dll { get; } = Path.GetFullPath(
        typeof(DashboardProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key is "DashboardDll").Value!);

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    /// <summary>The address of a server, once it listens.</summary>
    public Task<Uri> Listening => _listening.Task.WaitAsync(Patience.Time);

    public static DashboardProcess Start(params string[] args) => new(args, null);

    /// <summary>A server with something more in its environment.</summary>
    public static DashboardProcess ServeIn((string Name, string Value) environment, string data, params string[] more) =>
        new(["--data", data, "--urls", "http://127.0.0.1:0", .. more], new Dictionary<string, string> { [environment.Name] = environment.Value });

    /// <summary>A server on a free port of the loopback address.</summary>
    public static DashboardProcess Serve(string data, params string[] more) => new(["--data", data, "--urls", "http://127.0.0.1:0", .. more], null);

    /// <summary>A published server, called from a folder that is not its own.</summary>
    public static DashboardProcess ServePublished(string program, string data, params string[] more) =>
        new(["--data", data, "--urls", "http://127.0.0.1:0", .. more], null, Path.Combine(program, Path.GetFileName(Dll)));

    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience.Time);
        return _process.ExitCode;
    }

    /// <summary>kill -15, as a service manager asks.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-15", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>kill -9: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>kill -TERM: what systemd, Docker and a terminal that closes send.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Take(string? line, ConcurrentQueue<string> into)
    {
        if (line is null)
        {
            return;
        }

        into.Enqueue(line);
        if (ListeningLine().Match(line) is { Success: true } match)
        {
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex ListeningLine();
}
