using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using NerveCentre.Core;

namespace NerveCentre.Dashboard.CommandLine;

/// <summary>
/// The console's log, as .NET's own formatter writes it, but with line breaks and control characters of messages written out:
/// a title, an error or a header of others can neither forge a line nor steer a terminal. Exceptions keep their lines, each indented.
/// </summary>
internal sealed class ConsoleLines() : ConsoleFormatter(FormatterName)
{
    private const string FormatterName = "lines";
    private const string Indent = "      ";

    public static void Add(ILoggingBuilder logging)
    {
        logging.AddConsole().AddConsoleFormatter<ConsoleLines, ConsoleFormatterOptions>();
        // Another one that is asked for by Logging:Console:FormatterName stays, such as json, which encodes by itself.
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.FormatterName ??= FormatterName);
    }

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.WriteLine($"{Level(logEntry.LogLevel)}: {OneLine.Escaped(logEntry.Category)}[{logEntry.EventId.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}]");
        textWriter.WriteLine(Indent + OneLine.Escaped(message));
        if (logEntry.Exception is { } exception)
        {
            textWriter.WriteLine(Indent + OneLine.Lines(exception.ToString()).ReplaceLineEndings(Environment.NewLine + Indent));
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
