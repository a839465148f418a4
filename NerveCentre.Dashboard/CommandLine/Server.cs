using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.AliExpress.Sandbox.Faults;
using NerveCentre.Core.Backup;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Health;
using NerveCentre.Dashboard.Sandbox;
using NerveCentre.Dashboard.Telemetry;

namespace NerveCentre.Dashboard.CommandLine;

/// <summary>Serves the dashboard until it is told to stop.</summary>
internal static class Server
{
    /// <summary>Settings without a section: the file's own, and those of ASP.NET's host.</summary>
    private static readonly string[] Names = ["urls", "http_ports", "https_ports", "AllowedHosts", "environment", "detailedErrors", "shutdownTimeoutSeconds"];

    /// <summary>Whether a word is a setting of ASP.NET (<c>--urls X</c>, <c>--Sync:OrdersInterval=00:01:00</c>) or the value of one.</summary>
    public static bool IsSetting(string word, IReadOnlyList<string> words)
    {
        var at = words.ToList().IndexOf(word);
        return IsName(word) || (at > 0 && words[at - 1].StartsWith("--", StringComparison.Ordinal) && !words[at - 1].Contains('=', StringComparison.Ordinal));
    }

    /// <summary>A section's key, or one of ASP.NET's own words. Any other is a slip of the pen, which must not start a server as if it had not been said.</summary>
    private static bool IsName(string word) =>
        word.StartsWith("--", StringComparison.Ordinal)
        && word[2..].Split('=')[0] is var name
        && (name.Contains(':', StringComparison.Ordinal) || Names.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>On the console and not in the log, which others may keep: whoever has the code becomes the owner.</summary>
    private static async Task TellSetUpAsync(WebApplication app, CancellationToken cancel)
    {
        var first = app.Services.GetRequiredService<FirstOwner>();
        if (await first.StateAsync(Caller.Nobody, cancel) is not SetUp.Closed)
        {
            Console.WriteLine($"Nobody owns this installation yet. Create the owner account on the page {SignInSetup.SetUpPath}; where it asks for a code, this is it: {first.Code}");
        }
    }

    public static async Task<int> RunAsync(string[] args, string? data, CancellationToken cancel)
    {
        // The parser listens for signals only once this method has returned to it: until then one would end the process on the spot.
        await Task.Yield();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // Published, pages' styles and scripts lie beside the program; looked up in the folder it is called from, each would be answered empty.
            ContentRootPath = AppContext.BaseDirectory,
        });
        Host.AddSettings(builder.Configuration);
        var folder = DataFolder.Open(data ?? builder.Configuration["Data:Folder"]);
        using var claim = folder.ClaimForServer();
        PendingRestore.Finish(folder);
        builder.Services.AddNerveCentreCore(builder.Configuration, folder).AddNerveCentreJobs();
        builder.Services.AddHostedService<TelemetryExport>();
        // Ten seconds is what is promised; the claim and the database are let go after this.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(7));
        builder.AddHealth().AddDashboard();
        ConsoleLines.Add(builder.Logging);
        // A failed start is told once, in words, below.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        await using var app = builder.Build();
        app.Services.GetRequiredService<Database>().Prepare(closeOpenRuns: true);
        app.MapDashboard();
        if (SandboxDoor.IsWanted(app.Configuration, app.Environment))
        {
            var sellers = SandboxAuthority.OfFolder(Path.Combine(folder.Path, "sandbox-gateway"), TimeProvider.System);
            var faults = app.Services.GetRequiredService<StoreConnections>().Faults;
            app.MapSandboxGateway(new SandboxFaultHandler(faults, TimeProvider.System) { InnerHandler = new SandboxGateway(sellers, TimeProvider.System) });
        }

        await TellSetUpAsync(app, cancel);
        try
        {
            await app.RunAsync(cancel);
            return Commands.Done;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested || app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop while it was still starting: that is a stop like any other.
            return Commands.Done;
        }
        catch (FormatException e) when (e.Message.Contains("url", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{e.Message} Write it as --urls http://127.0.0.1:5080");
        }
        catch (ArgumentOutOfRangeException e) when (e.ParamName is "port")
        {
            throw new UsageException($"{builder.Configuration["Urls"]}: a port is a number from 0 to 65535. Write it as --urls http://127.0.0.1:5080");
        }
        catch (InvalidOperationException e) when (e.Message.Contains("HTTPS", StringComparison.Ordinal))
        {
            throw new ProblemException($"{builder.Configuration["Urls"]}: there is no certificate for HTTPS. Serve on http://127.0.0.1:5080 behind a proxy that has one, or name one with --Kestrel:Certificates:Default:Path FILE.", e);
        }
        catch (SocketException e)
        {
            throw new ProblemException($"{builder.Configuration["Urls"]} cannot be listened on: {e.Message}. Choose an address of this machine and a port that this account may use, such as --urls http://127.0.0.1:5080", e);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
        {
            throw new ProblemException($"{builder.Configuration["Urls"]}: the port is in use by another program. Stop that one, or choose another port with --urls http://127.0.0.1:5081", e);
        }
    }
}
