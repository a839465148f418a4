using NerveCentre.Core;
using NerveCentre.Core.Backup;
using NerveCentre.Core.Store;

namespace NerveCentre.Dashboard.CommandLine;

/// <summary>Core's services for a command that runs and ends: no web server, no jobs.</summary>
internal static class Host
{
    /// <summary>appsettings.json lies beside the program, not in the folder it is called from. Whatever else is configured overrides it.</summary>
    public static void AddSettings(IConfigurationBuilder configuration)
    {
        var file = new Microsoft.Extensions.Configuration.Json.JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, "appsettings.json") };
        file.ResolveFileProvider();
        configuration.Sources.Insert(0, file);
    }

    /// <summary>What a command reads its settings from.</summary>
    public static IConfigurationRoot Settings()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables();
        AddSettings(configuration);
        return configuration.Build();
    }

    /// <summary>With the database brought to this version's schema.</summary>
    public static ServiceProvider Open(string? data)
    {
        var services = OpenAsItIs(data);
        services.GetRequiredService<Database>().Prepare(closeOpenRuns: false);
        return services;
    }

    public static ServiceProvider OpenAsItIs(string? data)
    {
        var settings = Settings();
        var folder = DataFolder.Open(data ?? settings["Data:Folder"]);
        PendingRestore.FinishUnclaimed(folder);
        // A command says itself what it did and what went wrong; the log is for defects.
        return new ServiceCollection()
            .AddLogging(log => ConsoleLines.Add(log.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error)))
            .AddNerveCentreCore(settings, folder)
            .BuildServiceProvider();
    }
}
