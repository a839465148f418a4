using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Store;

/// <summary>Orders as they are told again and again: what is kept, and that the counts kept beside them follow.</summary>
public sealed class OrderWriterTests
{
    private static readonly DateTimeOffset Placed = TestClock.Noon.AddDays(-3);

    private static readonly Gen<Step> Steps = Gen.OneOf(
        from id in Gen.Choose(1, 12)
        from day in Gen.Choose(-2, 0)
        from minutes in Gen.Choose(0, 180)
        from countries in Gen.Elements<string?>(null, "BR", "US", "", "Atlantis")
        from status in Gen.Elements(Enum.GetValues<OrderStatus>())
        from modified in Gen.Elements<int?>(null, 0, 1, 2, 3)
        select new Step(id, Placed.AddDays(day).AddMinutes(minutes), countries, status, modified, Fill: false),
        from id in Gen.Choose(1, 14)
        from countries in Gen.Elements("BR", "US", "", "Atlantis")
        select new Step(id, Placed, countries, OrderStatus.Placed, null, Fill: true));

    [Fact]
    public async Task AnySequenceOfTellings_KeepsWhatAPlainListWouldAndCountsIt()
    {
        await using var installation = Installation.Empty();
        var round = 0;
        Prop.ForAll(Steps.ListOf(60).ToArbitrary(), async steps =>
        {
            var store = (await installation.StoreAsync($"Shop {++round}")).Id;
            var plain = new Dictionary<int, Step>();
            // Several transactions: counts of one must meet those of the next.
            foreach (var batch in steps.Chunk(7))
            {
                await installation.Writer.WriteAsync(
                    session =>
                    {
                        foreach (var step in batch)
                        {
                            Assert.Equal(Tell(plain, step), Tell(session.Orders(store), step));
                        }
                    },
                    default);
            }

            using var db = installation.Db();
            var stored = await db.Orders.AsNoTracking().Where(o => o.StoreId == store).ToListAsync();
            Assert.Equal(
                plain.Values.Select(s => (Name(s.Id), s.Placed, s.Status, s.Countries)).OrderBy(o => o.Item1, StringComparer.Ordinal),
                stored.Select(o => (o.OrderId, o.PlacedAt, o.Status, o.CountriesRead is CountriesRead.Both ? o.BuyerCountryRaw : null)).OrderBy(o => o.OrderId, StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();
        Table.AssertCounts(installation.Folder.Database);
    }

    [Fact]
    public async Task OlderRow_NeverTurnsAStatusBack()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;

        var outcome = await installation.Writer.WriteAsync(
            session =>
            {
                session.Orders(store).Upsert(An.Order("1", Placed, status: OrderStatus.Completed, modified: TestClock.Noon));
                return session.Orders(store).Upsert(An.Order("1", Placed, status: OrderStatus.Unpaid, modified: TestClock.Noon.AddSeconds(-1)));
            },
            default);

        using var db = installation.Db();
        Assert.Equal(UpsertOutcome.Unchanged, outcome);
        Assert.Equal(OrderStatus.Completed, (await db.Orders.SingleAsync()).Status);
    }

    [Fact]
    public async Task CountriesReadOnce_StayWhenTheListTellsTheOrderAgainWithoutThem()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;

        await installation.Writer.WriteAsync(
            session =>
            {
                var orders = session.Orders(store);
                orders.Upsert(An.OrderWithoutCountries("1", Placed, OrderStatus.Unpaid, TestClock.Noon));
                orders.SetCountries("1", An.Countries("IL", "ES"));
                orders.Upsert(An.OrderWithoutCountries("1", Placed, OrderStatus.Paid, TestClock.Noon.AddHours(1)));
            },
            default);

        using var db = installation.Db();
        var order = await db.Orders.SingleAsync();
        Assert.Equal(("IL", "ES", OrderStatus.Paid, CountriesRead.Both), (order.BuyerCountry, order.ShipCountry, order.Status, order.CountriesRead));
        Assert.Equal(["1|ES", "1|IL", "24|ES", "24|IL"], installation.Rows("SELECT Grain, Country FROM OrderCounts ORDER BY Grain, Country"));
    }

    [Fact]
    public async Task RowsOfAFile_DoNotOverrideWhatASourceWithTimesHasSaid()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;

        var outcome = await installation.Writer.WriteAsync(
            session =>
            {
                session.Orders(store).Upsert(An.Order("1", Placed, status: OrderStatus.Completed, modified: TestClock.Noon));
                return session.Orders(store).Upsert(An.Order("1", Placed, status: OrderStatus.Unpaid));
            },
            default);

        Assert.Equal(UpsertOutcome.Unchanged, outcome);
    }

    [Fact]
    public async Task OrdersBefore1970_FallIntoTheHourThatTheyWerePlacedIn()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;

        await installation.Writer.WriteAsync(session => session.Orders(store).Upsert(An.Order("1", DateTimeOffset.UnixEpoch.AddMilliseconds(-1))), default);

        Assert.Equal(["1|-1", "24|-1"], installation.Rows("SELECT DISTINCT Grain, Bucket FROM OrderCounts ORDER BY Grain"));
    }

    private static string Name(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static UpsertOutcome Tell(OrderWriter orders, Step step) =>
        step.Fill ? orders.SetCountries(Name(step.Id), An.Countries(step.Countries!, ""))
        : step.Countries is null ? orders.Upsert(An.OrderWithoutCountries(Name(step.Id), step.Placed, step.Status, step.At))
        : orders.Upsert(An.Order(Name(step.Id), step.Placed, step.Countries, "", step.Status, step.At));

    /// <summary>The same by hand. <see cref="Step.Countries"/> null: not read yet.</summary>
    private static UpsertOutcome Tell(Dictionary<int, Step> plain, Step told)
    {
        if (!plain.TryGetValue(told.Id, out var known))
        {
            if (!told.Fill)
            {
                plain[told.Id] = told;
            }

            return told.Fill ? UpsertOutcome.Unchanged : UpsertOutcome.Added;
        }

        if (!told.Fill && told.Countries is null && told.Modified is null)
        {
            // A list tells the present, even where it leaves the time out.
            told = told with { Modified = known.Modified };
        }

        var isOlder = !told.Fill && known.Modified is { } last && (told.Modified is not { } now || now < last);
        var next = isOlder ? known : told.Fill ? known with { Countries = told.Countries } : told with { Countries = told.Countries ?? known.Countries };
        plain[told.Id] = next;
        return next == known ? UpsertOutcome.Unchanged : UpsertOutcome.Updated;
    }

    private sealed record Step(int Id, DateTimeOffset Placed, string? Countries, OrderStatus Status, int? Modified, bool Fill)
    {
        public DateTimeOffset? At => Modified is { } hours ? TestClock.Noon.AddHours(hours) : null;
    }
}
