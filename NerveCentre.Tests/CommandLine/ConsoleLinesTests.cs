using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NerveCentre.Dashboard.CommandLine;

namespace NerveCentre.Tests.CommandLine;

public sealed class ConsoleLinesTests
{
    [Fact]
    public void Message_IsWrittenAsDotNetWritesIt() =>
        Assert.Equal($"info: Some.Category[7]{Environment.NewLine}      Synced 3 rows{Environment.NewLine}", Written("Synced 3 rows", null));

    [Fact]
    public void NoPayload_ForgesALine_OrSteersTheTerminal()
    {
        foreach (var payload in Hostile.Payloads)
        {
            var lines = Written($"Syncing orders of {payload} failed: {payload}", null).TrimEnd().ReplaceLineEndings("\n").Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.DoesNotMatch(@"[\p{Cc}\u202A-\u202E]", string.Concat(lines));

            // An exception keeps its lines; none of them begins where a record begins.
            var withTrace = Written("A page could not be shown", new InvalidOperationException(payload)).TrimEnd().ReplaceLineEndings("\n").Split('\n');
            Assert.Equal("info: Some.Category[7]", withTrace[0]);
            Assert.All(withTrace.Skip(1), line => Assert.StartsWith("      ", line, StringComparison.Ordinal));
            Assert.DoesNotMatch(@"[\p{Cc}\u202A-\u202E]", string.Concat(withTrace));
        }
    }

    private static string Written(string message, Exception? exception)
    {
        using var writer = new StringWriter();
        new ConsoleLines().Write(new LogEntry<string>(LogLevel.Information, "Some.Category", new EventId(7), message, exception, (state, _) => state), null, writer);
        return writer.ToString();
    }
}
