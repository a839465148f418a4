using NerveCentre.Dashboard.CommandLine;

namespace NerveCentre.Tests.CommandLine;

/// <summary>What a command said and how it ended.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command in this process. The console belongs to one at a time: only for tests of <see cref="ConsoleTests"/>.</summary>
    public static async Task<Run> InProcessAsync(params string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var newOutput = new StringWriter();
        using var newError = new StringWriter();
        Console.SetOut(newOutput);
        Console.SetError(newError);
        try
        {
            var code = await Commands.RunAsync(args);
            return new Run(code, newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>Runs a command as a process of its own.</summary>
    public static async Task<Run> ToEndAsync(params string[] args)
    {
        await using var process = DashboardProcess.Start(args);
        var code = await process.EndAsync();
        return new Run(code, process.Output, process.Errors);
    }
}

/// <summary>Commands in this process write to its one console: never two at once.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleTests
{
    public const string Name = "Console";
}
