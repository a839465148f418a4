using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using NerveCentre.Core;
using NerveCentre.Core.Store;

namespace NerveCentre.Dashboard.CommandLine;

/// <summary>Serves the dashboard until it is told to stop.</summary>
internal static class Server
{
    /// <summary>Whether a word is a setting of ASP.NET (<c>--urls X</c>, <c>--Sync:OrdersInterval=00:01:00</c>) or the value of one.</summary>
    public static bool IsSetting(string word, IReadOnlyList<string> words)
    {
        var at = words.ToList().IndexOf(word);
        return word.StartsWith("--", StringComparison.Ordinal) || (at > 0 && words[at - 1].StartsWith("--", StringComparison.Ordinal) && !words[at - 1].Contains('=', StringComparison.Ordinal));
    }

    public static async Task<int> RunAsync(string[] args, string? data, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args });
        Host.AddSettings(builder.Configuration);
        var folder = DataFolder.Open(data ?? builder.Configuration["Data:Folder"]);
        using var claim = folder.ClaimForServer();
        builder.Services.AddNerveCentreCore(builder.Configuration, folder).AddNerveCentreJobs();
        // Beside the database, not in the account's home: one folder holds everything, and a new one starts clean.
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder.Keys)).SetApplicationName("NerveCentre");
        builder.AddDashboard();
        ConsoleLines.Add(builder.Logging);
        // A failed start is told once, in words, below.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        await using var app = builder.Build();
        app.Services.GetRequiredService<Database>().Prepare(closeOpenRuns: true);
        app.MapDashboard();
        try
        {
            await app.RunAsync(cancel);
            return Commands.Done;
        }
        catch (OptionsValidationException e)
        {
            throw new ProblemException(string.Join(Environment.NewLine, e.Failures), e);
        }
        catch (FormatException e) when (e.Message.Contains("url", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{e.Message} Write it as --urls http://127.0.0.1:5080");
        }
        catch (IOException e) when (e.InnerException is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
        {
            throw new ProblemException($"{builder.Configuration["Urls"]}: the port is in use by another program. Stop that one, or choose another port with --urls http://127.0.0.1:5081", e);
        }
    }
}
