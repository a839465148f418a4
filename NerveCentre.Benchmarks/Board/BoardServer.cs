using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard;
using NerveCentre.Dashboard.Health;

namespace NerveCentre.Benchmarks.Board;

/// <summary>The dashboard as it is served, in a process that can be asked for its heap and for an order.</summary>
internal static class BoardServer
{
    public const string Verb = "serve-board";

    public static async Task RunAsync(string data, string address)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(DashboardSetup).Assembly.GetName().Name });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = address,
            ["Circuits:Most"] = "1000",
            ["Circuits:MostPerUser"] = "1000",
            // Nothing moves but what is measured.
            ["Sync:OrdersInterval"] = "1.00:00:00", ["Sync:ListingsInterval"] = "1.00:00:00", ["Sync:TemplatesInterval"] = "1.00:00:00", ["Board:RefreshInterval"] = "01:00:00",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddNerveCentreCore(builder.Configuration, DataFolder.Open(data)).AddNerveCentreJobs();
        builder.AddHealth().AddDashboard();
        await using var app = builder.Build();
        app.Services.GetRequiredService<Database>().Prepare(closeOpenRuns: true);
        app.MapDashboard();
        await app.StartAsync();
        var (store, n) = ((await app.Services.GetRequiredService<StoreDirectory>().ListAsync(default))[0].Id, 0);
        await MeasuredServer.AnswerAsync(async () =>
        {
            var id = $"bench-{n++}";
            var countries = new OrderCountriesInput(CountryCode.Parse("BR"), "BR", CountryCode.Parse("BR"), "BR");
            await app.Services.GetRequiredService<StoreWriter>().WriteAsync(
                session =>
                {
                    session.Orders(store).Upsert(new OrderInput(id, TimeProvider.System.GetUtcNow().AddSeconds(-1), countries, 10m, "USD", OrderStatus.Paid, "PAID", null));
                    session.MarkChanged(store);
                },
                default);
            return Stopwatch.GetTimestamp();
        });
    }
}
