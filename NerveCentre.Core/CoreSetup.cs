using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Backup;
using NerveCentre.Core.Cards;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Files;
using NerveCentre.Core.Health;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;
using NerveCentre.Core.Telemetry;
using Quartz;

namespace NerveCentre.Core;

/// <summary>The one door into Core.</summary>
public static class CoreSetup
{
    /// <summary>What the command line and the server both need: store, sync and readings, nothing that runs by itself.</summary>
    public static IServiceCollection AddNerveCentreCore(this IServiceCollection services, IConfiguration configuration, DataFolder folder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(folder);
        services.AddOptions<SyncOptions>().Bind(configuration.GetSection("Sync")).ValidateOnStart();
        services.AddOptions<BoardOptions>().Bind(configuration.GetSection("Board")).ValidateOnStart();
        services.AddOptions<AliExpressOptions>().Bind(configuration.GetSection("AliExpress")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AliExpressOptions>, AliExpressOptionsValidator>();
        services.AddOptions<SandboxOptions>().Bind(configuration.GetSection("Sandbox"));
        services.AddSingleton<IValidateOptions<SyncOptions>, SyncOptionsValidator>();
        services.AddSingleton<IValidateOptions<BoardOptions>, BoardOptionsValidator>();
        services.AddDbContextFactory<NerveCentreDb>(options => options.UseNerveCentreFile(folder.Database));
        services.AddSingleton<Database>().AddSingleton<StoreChanges>().AddSingleton<StoreWriter>().AddSingleton<StoreDirectory>().AddSingleton<StoreList>();
        services.AddAccess(configuration, folder);
        services.AddAudit(configuration);
        services.AddSingleton<CoverageReader>().AddSingleton<PriorityMarkets>().AddSingleton<CoverageTargets>().AddSingleton<MarketProposals>();
        services.AddSingleton<UncoveredListings>().AddSingleton<ClassListings>().AddSingleton<ListingBrowser>().AddSingleton<ListingColumns>().AddSingleton<MoveProposals>();
        services.AddSingleton<ShippingServices>().AddSingleton<RestrictedDestinations>().AddSingleton<Verifications>();
        services.AddSingleton<DemandReader>().AddSingleton<CountryOrdersReader>().AddSingleton<ReconcileDesk>().AddSingleton<OrderPages>().AddSingleton<CardReader>();
        services.AddFiles(configuration);
        services.AddSync();
        services.AddSingleton<ConnectionSecrets>().AddSingleton<GatewayHttp>().AddSingleton<TokenKeeper>().AddSingleton<TokenRound>();
        services.AddSingleton<Authorisations>().AddSingleton<StoreDesk>();
        services.AddBackup(configuration);
        services.AddOptions<TelemetryOptions>().Bind(configuration.GetSection("Telemetry")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        services.AddSingleton<SyncTelemetry>().AddSingleton<Readiness>().AddSingleton<ReadinessCheck>();
        services.AddSingleton<BackgroundReader>().AddSingleton<SnapshotReader>().AddSingleton<BoardFeed>().AddSingleton<FixPlans>();
        return services;
    }

    /// <summary>What runs by itself in a server: the schedule, the jobs and the board's producer.</summary>
    public static IServiceCollection AddNerveCentreJobs(this IServiceCollection services)
    {
        services.AddHostedService<JudgingAtStart>();
        services.AddHostedService<SyncSchedule>();
        services.AddHostedService<TokenSchedule>();
        services.AddHostedService<BackupSchedule>();
        services.AddHostedService<AuditSchedule>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<BoardProducer>();
        services.AddHostedService(s => s.GetRequiredService<ImportQueue>());
        services.AddHostedService(s => s.GetRequiredService<SessionSweeper>());
        services.AddHostedService<TokenUseNotes>();
        return services;
    }

    private static void AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilesOptions>().Bind(configuration.GetSection("Files")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FilesOptions>, FilesOptionsValidator>();
        services.AddSingleton<FileImport>().AddSingleton<FileExport>().AddSingleton<OrderImport>().AddSingleton<ImportDesk>().AddSingleton<ImportQueue>();
    }

    private static void AddAudit(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection("Audit")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsValidator>();
        services.AddSingleton<AuditLog>().AddSingleton<AuditPruner>();
    }

    private static void AddBackup(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackupOptions>().Bind(configuration.GetSection("Backup")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BackupOptions>, BackupOptionsValidator>();
        services.AddSingleton<BackupMaker>().AddSingleton<BackupRecords>().AddSingleton<NightlyBackups>();
    }

    private static void AddSync(this IServiceCollection services)
    {
        services.AddQuartz(quartz => quartz.UseInMemoryStore());
        services.AddSingleton<CallBudgets>();
        services.AddSingleton<StoreConnections>().AddSingleton<SyncJobs>().AddSingleton<SyncDesk>().AddSingleton<SandboxFaultDesk>().AddSingleton<SyncFreshness>().AddSingleton<SandboxFounding>();
        services.AddSingleton<IStreamSync, TemplateSync>().AddSingleton<IStreamSync, ListingSync>().AddSingleton<IStreamSync, OrderSync>();
        services.AddSingleton(s => new SyncRunner(
            s.GetServices<IStreamSync>(),
            s.GetRequiredService<StoreConnections>(),
            s.GetRequiredService<StoreWriter>(),
            s.GetRequiredService<IOptions<SyncOptions>>(),
            s.GetRequiredService<SyncTelemetry>(),
            s.GetRequiredService<CallBudgets>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<Microsoft.Extensions.Logging.ILogger<SyncRunner>>()));
    }
}
