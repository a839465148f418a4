using NerveCentre.Core;
using NerveCentre.Core.Store;

namespace NerveCentre.Dashboard.CommandLine;

/// <summary>Core's services for a command that runs and ends: no web server, no jobs.</summary>
internal static class Host
{
    /// <summary>appsettings.json lies beside the program, not in the folder it is called from; then the environment, then the command line.</summary>
    public static void AddSettings(IConfigurationBuilder configuration, string[] args) => configuration
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: false)
        .AddEnvironmentVariables("NERVECENTRE_")
        .AddCommandLine(args);

    public static ServiceProvider Open(string? data)
    {
        var configuration = new ConfigurationBuilder();
        AddSettings(configuration, []);
        var settings = configuration.Build();
        var folder = DataFolder.Open(data ?? settings["Data:Folder"]);
        var services = new ServiceCollection()
            .AddLogging(log => log.AddConfiguration(settings.GetSection("Logging")).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
            .AddNerveCentreCore(settings, folder)
            .BuildServiceProvider();
        services.GetRequiredService<Database>().Prepare(closeOpenRuns: false);
        return services;
    }
}
