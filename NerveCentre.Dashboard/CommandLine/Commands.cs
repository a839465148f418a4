using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using NerveCentre.Core;
using NerveCentre.Core.Backup;

namespace NerveCentre.Dashboard.CommandLine;

/// <summary>The command line: what is asked, and how it ended. 0 done, 1 failed, 2 wrong usage; messages go to the standard error.</summary>
internal static class Commands
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>After a signal to stop. The parser's own two seconds are too short for a server that finishes a page.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    internal static readonly Option<string> Data = new("--data")
    {
        Description = "Folder that holds everything this installation remembers. Default: Data:Folder of appsettings.json, or beside the user's other application data.",
        HelpName = "FOLDER",
        Recursive = true,
    };

    internal static readonly Option<string> Store = new("--store") { Description = "Name of the store.", HelpName = "NAME", Required = true };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object instead of a table." };

    public static async Task<int> RunAsync(string[] args, CancellationToken cancel = default)
    {
        PrivateFiles.KeepNewFilesPrivate();
        var root = new RootCommand("NerveCentre: where AliExpress listings can ship, and where the orders come from. Without a command it serves the dashboard.")
        {
            Data,
            FileCommands.Import(),
            FileCommands.Export(),
            Card(),
            Markets(),
            Sync(),
            Backup(),
            Restore(),
            Accounts(),
        };
        // Settings such as --urls belong to ASP.NET and reach it as they are.
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, token) => Server.RunAsync(args, parsed.GetValue(Data), token));

        var parsed = root.Parse(args);
        if (WrongWords(parsed) is { } wrong)
        {
            await SayAsync(wrong);
            return WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = LongestStop }, cancel);
        }
        catch (UsageException e)
        {
            await SayAsync(e.Message);
            return WrongUsage;
        }
        catch (ProblemException e)
        {
            await SayAsync(e.Message);
            return Failed;
        }
        catch (Exception e) when (InWords(e) is { } words)
        {
            await SayAsync(words);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. Nothing was half-written.");
            return Failed;
        }
        catch (Exception e)
        {
            await SayAsync($"This is a defect of NerveCentre, please report it with the lines below.{Environment.NewLine}{e}");
            return Failed;
        }
    }

    /// <summary>Settings and files that are wrong are no defects; <c>null</c> for everything else.</summary>
    private static string? InWords(Exception error) => error switch
    {
        OptionsValidationException wrong => string.Join(Environment.NewLine, wrong.Failures),
        // One for each section with something wrong in it.
        AggregateException { InnerExceptions: var several } when several.All(e => e is OptionsValidationException) =>
            string.Join(Environment.NewLine, several.Cast<OptionsValidationException>().SelectMany(e => e.Failures)),
        InvalidOperationException { InnerException: FormatException or ArgumentException } when error.Message.Contains("configuration value", StringComparison.Ordinal) =>
            $"{error.Message} Mend it in appsettings.json, or in the environment or the words that override it.",
        InvalidDataException { InnerException: FormatException or System.Text.Json.JsonException } => $"{error.Message} {error.InnerException.Message}",
        SqliteException => $"The database cannot be read: {error.Message} Put back a backup, or start on an empty folder with --data FOLDER.",
        _ => null,
    };

    /// <summary>Messages quote files, names and answers of others: what would steer a terminal is written out.</summary>
    private static Task SayAsync(string message) => Console.Error.WriteLineAsync(OneLine.Lines(message));

    private static Command Card()
    {
        var key = new Argument<string>("CARD") { Description = $"One of: {string.Join(", ", Core.Cards.CardRegistry.All.Select(c => c.Key))}." };
        var end = new Option<string>("--end") { Description = "End of the window: a moment such as 2011-12-09T12:50:00Z, or with --window calendar a day such as 2011-02-01. Default: now.", HelpName = "WHEN" };
        var window = new Option<string>("--window") { Description = "rolling (30 × 24 h up to the end, default) or calendar (30 local days).", HelpName = "KIND" };
        var zone = new Option<string>("--zone") { Description = "IANA zone in which days begin. Default: the store's.", HelpName = "ZONE" };
        var attribution = new Option<string>("--attribution") { Description = "buyer (default) or ship: which country an order counts under.", HelpName = "SIDE" };
        var exclude = new Option<string>("--exclude") { Description = "Leave out cancelled, unpaid, or both, separated by a comma.", HelpName = "STATUSES" };
        var card = new Command("card", "Print a card's reading.") { key, Store, end, window, zone, attribution, exclude, Json };
        card.SetAction((parsed, cancel) => CardCommand.RunAsync(
            new CardRequest(
                parsed.GetValue(Data),
                parsed.GetRequiredValue(key),
                parsed.GetRequiredValue(Store),
                parsed.GetValue(end),
                parsed.GetValue(window),
                parsed.GetValue(zone),
                parsed.GetValue(attribution),
                parsed.GetValue(exclude),
                parsed.GetValue(Json)),
            cancel));
        return card;
    }

    private static Command Markets()
    {
        var set = new Option<string>("--set") { Description = "The new list: codes or names, separated by commas. An empty text clears it.", HelpName = "BR,US,…" };
        var markets = new Command("markets", "Show or replace a store's priority markets.") { Store, set };
        markets.SetAction((parsed, cancel) => MarketsCommand.RunAsync(parsed.GetValue(Data), parsed.GetRequiredValue(Store), parsed.GetValue(set), cancel));
        return markets;
    }

    private static Command Sync()
    {
        var sync = new Command("sync", "Read templates, listings and orders of a connected store once, now.") { Store };
        sync.SetAction((parsed, cancel) => SyncCommand.RunAsync(parsed.GetValue(Data), parsed.GetRequiredValue(Store), cancel));
        return sync;
    }

    private static readonly Option<string> PassphraseFile = new("--passphrase-file")
    {
        Description = "File whose first line is the passphrase under which the keys that protect sign-ins are kept in the backup. Without one they are left out.",
        HelpName = "FILE",
    };

    private static Command Backup()
    {
        var file = new Argument<string?>("FILE") { Description = "Where to, a file that does not exist yet. Default: a new one in the folder of backups.", Arity = ArgumentArity.ZeroOrOne };
        var backup = new Command("backup", "Back up everything this installation remembers into one file, also beside a running server.") { file, PassphraseFile };
        backup.SetAction((parsed, cancel) => BackupCommand.BackupAsync(parsed.GetValue(Data), parsed.GetValue(file), parsed.GetValue(PassphraseFile), cancel));
        return backup;
    }

    private static Command Restore()
    {
        var file = new Argument<string>("FILE") { Description = "A backup." };
        var restore = new Command("restore", "Put a backup in the place of what is in the data folder, which is kept beside it. Stop the server first.") { file, PassphraseFile };
        restore.SetAction((parsed, cancel) => BackupCommand.RestoreAsync(parsed.GetValue(Data), parsed.GetRequiredValue(file), parsed.GetValue(PassphraseFile), cancel));
        return restore;
    }

    private static Command Accounts()
    {
        var list = new Command("list", "Show who can sign in, what each may do, and whether a second factor is asked for.");
        list.SetAction((parsed, cancel) => AccountsCommand.ListAsync(parsed.GetValue(Data), cancel));
        var email = new Option<string>("--email") { Description = "E-mail address that the person signs in with.", HelpName = "ADDRESS", Required = true };
        var clear = new Option<bool>("--clear-second-factor") { Description = "The link also takes the second factor away, for somebody who lost the authenticator and the recovery codes." };
        var reset = new Command("reset", "Make a link with which somebody sets a new password. It works once, for a day.") { email, clear };
        reset.SetAction((parsed, cancel) => AccountsCommand.ResetAsync(parsed.GetValue(Data), parsed.GetRequiredValue(email), parsed.GetValue(clear), cancel));
        return new Command("accounts", "Show accounts, and let somebody in who lost their password; also beside a running server.") { list, reset };
    }

    private static bool IsServing(ParseResult parsed) => parsed.CommandResult.Command is RootCommand;

    /// <summary>What the parser found wrong, in one line each; words that no command takes included.</summary>
    private static string? WrongWords(ParseResult parsed)
    {
        var wrong = parsed.Errors.Select(e => e.Message).ToList();
        wrong.AddRange(parsed.UnmatchedTokens
            .Where(t => !IsServing(parsed) || !Server.IsSetting(t, parsed.UnmatchedTokens))
            .Select(t => $"'{t}' is not understood here."));
        return wrong.Count is 0 ? null : string.Join(Environment.NewLine, wrong.Distinct().Append("Try --help."));
    }
}

/// <summary>The words do not make a request. The message says which and how they should be.</summary>
internal sealed class UsageException(string message) : Exception(message);
