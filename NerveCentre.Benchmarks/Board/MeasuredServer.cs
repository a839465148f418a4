using System.Diagnostics;
using System.Globalization;

namespace NerveCentre.Benchmarks.Board;

/// <summary>A server in a process of its own, which answers a line on its input with a line on its output: <c>gc</c> with the live heap, <c>order</c> with the moment of a commit.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private const string Mark = "measured ";
    private readonly Process _process;

    private MeasuredServer(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<MeasuredServer> StartAsync(string program, string address, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(program)!,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Production", ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_gcServer"] = "0", ["Logging__LogLevel__Default"] = "Warning" },
        })!;
        var server = new MeasuredServer(process, new Uri(address));
        using var http = new HttpClient { BaseAddress = server.Address };
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await http.GetAsync("/");
                return server;
            }
            catch (HttpRequestException) when (tries < 300 && !process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Live heap in bytes, after a forced collection.</summary>
    public Task<long> HeapAsync() => AskAsync("gc");

    /// <summary>Commits one more order; the moment right after, as <see cref="Stopwatch.GetTimestamp"/>, which is one clock for all processes of a machine.</summary>
    public Task<long> OrderAsync() => AskAsync("order");

    private async Task<long> AskAsync(string what)
    {
        await _process.StandardInput.WriteLineAsync(what);
        await _process.StandardInput.FlushAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                return long.Parse(line.AsSpan(Mark.Length), CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("The measured server has ended.");
    }

    /// <summary>The other side of <see cref="AskAsync"/>, within the measured process.</summary>
    public static async Task AnswerAsync(Func<Task<long>> order)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Console.WriteLine(Mark + (line is "order" ? await order() : Heap()).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static long Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
