using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using NerveCentre.Core.Access;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Parts;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Shared;

/// <summary>Pages over the real Core and a database of their own.</summary>
public abstract class PageContext : BunitContext
{
    private readonly CultureScope _english = new("en");
    private readonly TempFolder _data = new();

    static PageContext() => DefaultWaitTimeout = Patience.Time;

    protected PageContext()
    {
        Services.AddLogging();
        Services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production });
        Services.AddSingleton<TimeProvider>(new TestClock());
        Services.AddNerveCentreCore(new ConfigurationBuilder().Build(), DataFolder.Open(_data.Path));
        Services.AddSingleton(WorldMapLayout.Of(BorderPolicy.Visionscarto));
        Services.AddScoped<StoreResolver>().AddScoped<CurrentCaller>().AddSingleton<SharedParts>();
        Services.AddSingleton<AuthenticationStateProvider>(_ => Window);
        Services.GetRequiredService<Database>().Prepare(closeOpenRuns: true);
        Window = new TestAuthentication(TestPeople.AddOwner(Get<IDbContextFactory<NerveCentreDb>>()));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    /// <summary>The owner looks, until a test lets somebody else.</summary>
    private protected TestAuthentication Window { get; private set; } = null!;

    /// <summary>Looked up now, not by a field: pages must find the same ones.</summary>
    private protected T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A store with 100 active listings: 80 on a template that ships to Brazil and the United States, 20 on one that lacks Brazil.</summary>
    private protected async Task<StoreSummary> AddStoreAsync(string name, string markets = "BR US")
    {
        var store = await Get<StoreDirectory>().CreateAsync(name, StoreKind.AliExpress, "America/Los_Angeles", default);
        await Get<StoreWriter>().WriteAsync(
            session =>
            {
                session.Db.Connections.Add(new ConnectionRecord { StoreId = store.Id, AppKey = "1", AppSecret = "sealed", AccessToken = "sealed", AccessExpiresAt = TestClock.Noon.AddDays(30), RefreshToken = "sealed", RefreshExpiresAt = TestClock.Noon.AddDays(60), RenewedAt = TestClock.Noon, AuthorisedAt = TestClock.Noon, SellerId = name, Seller = name });
                session.Db.Templates.Add(Template(store.Id, 1, "Template A", "BR US"));
                session.Db.Templates.Add(Template(store.Id, 2, "Template B", "US"));
                session.Db.Add(new ListingCountRecord { StoreId = store.Id, TemplateId = 1, CategoryId = 9, Listings = 80 });
                session.Db.Add(new ListingCountRecord { StoreId = store.Id, TemplateId = 2, CategoryId = 9, Listings = 20 });
            },
            default);
        await Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store.Id, [.. CountrySet.Parse(markets)], default);
        return await Get<StoreDirectory>().GetAsync(store.Id, default);
    }

    /// <summary>What <c>BoardProducer</c> does after a change.</summary>
    private protected Task PublishAsync(StoreSummary store) => Get<BoardFeed>().RefreshAsync(store.Id, TimeSpan.Zero, default);

    private static TemplateRecord Template(int store, long id, string name, string named) =>
        new() { StoreId = store, TemplateId = id, Name = name, Settings = "[]", Named = named, Judged = true, ReadAt = TestClock.Noon, ChangedAt = TestClock.Noon };

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _english.Dispose();
        _data.Dispose();
    }
}
