using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Tests.Sync;

/// <summary>What any source of listings, templates and orders must stand, in both of the gateway's dialects: with wrappers around everything, and without.</summary>
[Trait("Speed", "Slow")]
public sealed class ContractTests
{
    public enum Dialect
    {
        Simplified,
        Wrapped,
    }

    [Theory, CombinatorialDialects]
    public async Task TwoReadsInARow_TheSecondChangesNothing(Dialect dialect)
    {
        var line = new Line(dialect);
        await using var installation = Installation.Empty(line.Configure);
        await installation.SyncAsync();
        await Truth.AssertAsync(installation);
        var before = Table.AllRows(installation.Folder.Database);

        var runs = await installation.SyncAsync();

        Assert.All(runs, r => Assert.Equal((SyncOutcome.Succeeded, 0, 0, 0), (r.Outcome, r.Added, r.Updated, r.Gone)));
        Assert.Equal(before, Table.AllRows(installation.Folder.Database));
    }

    [Theory, CombinatorialDialects]
    public async Task DeathAtAnyPage_AndANewProcess_EndWithTheSameRows(Dialect dialect)
    {
        await using var whole = await Installation.FilledAsync();
        var line = new Line(dialect);
        await using var installation = Installation.Empty(line.Configure);
        await installation.SandboxStoreAsync();
        // One process after another, each dies a few calls further on.
        for (var lives = 0; lives < 20; lives++)
        {
            using var death = new CancellationTokenSource();
            line.DieAt(1 + (lives * 6), death);
            try
            {
                await installation.SyncAsync(death.Token);
            }
            catch (OperationCanceledException)
            {
            }

            await installation.RestartAsync();
            line.DieAt(int.MaxValue, death);
        }

        Table.AssertSound(installation.Folder.Database);
        Assert.All(await installation.SyncAsync(), r => Assert.Equal(SyncOutcome.Succeeded, r.Outcome));
        Assert.Equal(Table.AllRows(whole.Folder.Database), Table.AllRows(installation.Folder.Database));
    }

    [Theory, CombinatorialDialects]
    public async Task EqualTimes_AcrossTheEdgesOfPages_LoseNoOrder(Dialect dialect)
    {
        var line = new Line(dialect) { Change = (_, order) => order["gmt_update"] = "2026-03-16 04:59:00" };
        await using var installation = Installation.Empty(line.Configure);
        await installation.SyncAsync();

        Assert.Equal(["1"], installation.Rows("SELECT COUNT(DISTINCT ModifiedAt) FROM Orders"));
        await Truth.AssertAsync(installation);
    }

    [Theory, CombinatorialDialects]
    public async Task OrderPlacedWhileItsListIsRead_IsThereAfterTheNextRead(Dialect dialect)
    {
        var line = new Line(dialect);
        await using var installation = Installation.Empty(line.Configure);
        line.BeforeCall = method =>
        {
            if (method is Gateway.Orders)
            {
                installation.Clock.Advance(TimeSpan.FromSeconds(20));
            }
        };
        await installation.SyncAsync(SyncStreams.Orders);
        line.BeforeCall = null;
        await installation.SyncAsync();

        await Truth.AssertAsync(installation);
    }

    [Theory, CombinatorialDialects]
    public async Task FirstReading_GivesTheNewestFirst_CanBePaused_AndGoesOn(Dialect dialect)
    {
        var line = new Line(dialect);
        await using var installation = Installation.Empty(line.Configure, ("Sync:DetailCallsPerRun", "300"));
        var store = await installation.SandboxStoreAsync();
        var desk = installation.Get<SyncDesk>();
        await installation.SyncAsync(SyncStreams.Orders);
        var first = (await desk.StateAsync(Core.Access.Caller.Server, store, default)).Backfill!;
        Assert.Equal(3272, first.Expected);
        Assert.InRange(first.Read, 300, 800);
        Assert.True(first.ReadDownTo > TestClock.Noon.AddDays(-25) && first.FinishedAt is null);
        Assert.Equal(installation.Sandbox.OrdersAt(TestClock.Noon).Count(o => o.Created > first.ReadDownTo), first.Read);

        await desk.PauseBackfillAsync(Core.Access.Caller.Server, store.Id, default);
        installation.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True((await installation.SyncAsync(SyncStreams.Orders)).Added > 10);
        var paused = (await desk.StateAsync(Core.Access.Caller.Server, store, default)).Backfill!;
        Assert.Equal((first.Read, first.ReadDownTo, true), (paused.Read, paused.ReadDownTo, paused.PausedAt is not null));

        await installation.RestartAsync();
        await installation.Writer.WriteAsync(session => session.Db.Backfills.Single().PausedAt = null, default);
        for (var run = 0; run < 20; run++)
        {
            installation.Clock.Advance(TimeSpan.FromSeconds(30));
            await installation.SyncAsync(SyncStreams.Orders);
        }

        await installation.SyncAsync();
        var done = (await installation.Get<SyncDesk>().StateAsync(Core.Access.Caller.Server, store, default)).Backfill!;
        Assert.NotNull(done.FinishedAt);
        Assert.Equal((3272, 0), (done.Read, done.WithoutCountry));
        await Truth.AssertAsync(installation);
    }

    [Theory, CombinatorialDialects]
    public async Task AppThatMayNotReadOrders_StillTellsWhereTheyShip_AndCatchesUpOnceItMay(Dialect dialect)
    {
        var line = new Line(dialect) { Refuse = Gateway.Order };
        await using var installation = Installation.Empty(line.Configure);
        var run = await installation.SyncAsync(SyncStreams.Orders);
        Assert.Equal(SyncOutcome.Succeeded, run.Outcome);
        Assert.Contains("Ask for aliexpress.solution.order.info.get", run.Note, StringComparison.Ordinal);
        Assert.Equal(["3272|0|3269"], installation.Rows("SELECT COUNT(*), COUNT(BuyerCountry), SUM(ShipCountryRaw <> '') FROM Orders"));

        line.Refuse = null;
        await installation.SyncAsync();
        await Truth.AssertAsync(installation);
    }

    private sealed class CombinatorialDialectsAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) => Enum.GetValues<Dialect>().Select(d => new object[] { d });
    }

    /// <summary>The line to the sandbox in one dialect.</summary>
    private sealed class Line(Dialect dialect)
    {
        private int _left = int.MaxValue;
        private CancellationTokenSource? _death;

        /// <summary>Changes each order that a list tells.</summary>
        public Action<string, JsonObject>? Change { get; init; }

        public Action<string>? BeforeCall { get; set; }

        /// <summary>A method that the app may not call.</summary>
        public string? Refuse { get; set; }

        public void Configure(IServiceCollection services) =>
            services.AddSingleton<Func<HttpMessageHandler, HttpMessageHandler>>(inner => new Handler(this) { InnerHandler = inner });

        public void DieAt(int call, CancellationTokenSource death) => (_left, _death) = (call, death);

        private sealed class Handler(Line line) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (Interlocked.Decrement(ref line._left) <= 0)
                {
                    await line._death!.CancelAsync();
                    line._death.Token.ThrowIfCancellationRequested();
                }

                var sent = (await SandboxCall.ReadAsync(request, cancellationToken)).Parameters.ToDictionary();
                var method = sent["method"]!;
                line.BeforeCall?.Invoke(method);
                if (method == line.Refuse)
                {
                    return Gateway.Refusing("11", "isv.insufficient-permission");
                }

                var answer = await base.SendAsync(line.Translate(request, sent), cancellationToken);
                return line.Change is null ? answer : await line.ChangeAsync(method, answer, cancellationToken);
            }
        }

        private HttpRequestMessage Translate(HttpRequestMessage request, Dictionary<string, string?> sent)
        {
            var dialected = new Dictionary<string, string?>(sent);
            if (IsWrapped)
            {
                dialected.Remove("simplify");
            }

            dialected["sign"] = IopSignature.Sign(null, dialected, SandboxGateway.Credentials.AppSecret);
            return new HttpRequestMessage(HttpMethod.Post, request.RequestUri) { Content = new FormUrlEncodedContent(dialected) };
        }

        private bool IsWrapped => dialect is Dialect.Wrapped;

        private async Task<HttpResponseMessage> ChangeAsync(string method, HttpResponseMessage answer, CancellationToken cancel)
        {
            var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel))!.AsObject();
            var result = (IsWrapped ? json[method.Replace('.', '_') + "_response"]! : json)["result"];
            var orders = IsWrapped ? result?["target_list"]?["order_dto"] : result?["target_list"];
            foreach (var order in orders?.AsArray() ?? [])
            {
                Change!(method, order!.AsObject());
            }

            return Gateway.Saying(json.ToJsonString());
        }
    }
}
