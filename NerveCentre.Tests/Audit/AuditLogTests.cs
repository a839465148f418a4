using Microsoft.EntityFrameworkCore;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Audit;

public sealed class AuditLogTests
{
    private static IDbContextFactory<NerveCentreDb> Contexts(Installation installation) => installation.Get<IDbContextFactory<NerveCentreDb>>();

    private static Task AddAsync(Installation installation, int rows, string action = AuditActions.SyncStarted, string subject = "", int? store = null) =>
        installation.Writer.WriteAsync(
            session =>
            {
                for (var i = 0; i < rows; i++)
                {
                    session.Audit(Caller.Server, installation.Clock, action, store, subject);
                }
            },
            default);

    private static async Task<IReadOnlyList<AuditEntry>> FindAsync(Installation installation, AuditFilter filter) =>
        (await installation.Get<AuditLog>().PageAsync(Caller.CommandLine, filter, null, null, 200, default)).Rows;

    [Fact]
    public async Task Pages_HoldEveryRowOnce_NewestFirst_ThereAndBack()
    {
        await using var installation = Installation.Empty();
        await AddAsync(installation, 25);
        var log = installation.Get<AuditLog>();

        var first = await log.PageAsync(Caller.CommandLine, new AuditFilter(), null, null, 10, default);
        var second = await log.PageAsync(Caller.CommandLine, new AuditFilter(), first.Older, null, 10, default);
        var third = await log.PageAsync(Caller.CommandLine, new AuditFilter(), second.Older, null, 10, default);

        Assert.Equal(Enumerable.Range(1, 25).Reverse().Select(i => (long)i), first.Rows.Concat(second.Rows).Concat(third.Rows).Select(r => r.Id));
        Assert.All(new[] { first, second, third }, p => Assert.Equal(25, p.Total));
        Assert.Null(first.Newer);
        Assert.Null(third.Older);
        Assert.Equal(first.Rows, (await log.PageAsync(Caller.CommandLine, new AuditFilter(), null, second.Newer, 10, default)).Rows);
    }

    [Fact]
    public async Task NewerPageThatWouldBeCutShort_IsTheNewestPageWhole()
    {
        await using var installation = Installation.Empty();
        await AddAsync(installation, 8);
        var page = await installation.Get<AuditLog>().PageAsync(Caller.CommandLine, new AuditFilter(), null, 6, 5, default);
        Assert.Equal([8L, 7, 6, 5, 4], page.Rows.Select(r => r.Id));
    }

    [Fact]
    public async Task Page_HasAtMost200Rows()
    {
        await using var installation = Installation.Empty();
        await AddAsync(installation, 205);
        Assert.Equal(200, (await installation.Get<AuditLog>().PageAsync(Caller.CommandLine, new AuditFilter(), null, null, 5_000, default)).Rows.Count);
    }

    [Fact]
    public async Task Action_IsOneOrAllOfItsSubject()
    {
        await using var installation = Installation.Empty();
        await AddAsync(installation, 1, AuditActions.SignedIn);
        await AddAsync(installation, 2, AuditActions.SignInRefused);
        await AddAsync(installation, 4, AuditActions.SignedOut);

        Assert.Equal(2, (await FindAsync(installation, new AuditFilter(AuditActions.SignInRefused))).Count);
        Assert.Equal(3, (await FindAsync(installation, new AuditFilter("signin"))).Count);
        await Assert.ThrowsAsync<ProblemException>(() => FindAsync(installation, new AuditFilter("sign")));
    }

    [Theory]
    [InlineData("olga", 1)]
    [InlineData("OLGA@", 1)]
    [InlineData("100%", 1)]
    [InlineData("%", 1)]
    [InlineData("_", 1)]
    [InlineData("\\", 1)]
    [InlineData("server", 4)]
    [InlineData("' OR 1=1 --", 0)]
    public async Task Who_IsTextAsItIs_NotAPattern(string who, int rows)
    {
        await using var installation = Installation.Empty();
        foreach (var subject in new[] { "olga@example.com", "100% true", "under_score", "back\\slash" })
        {
            await AddAsync(installation, 1, subject: subject);
        }

        Assert.Equal(rows, (await FindAsync(installation, new AuditFilter(Who: who))).Count);
    }

    [Fact]
    public async Task Days_AreThoseOfTheZone_FirstAndLastIncluded()
    {
        await using var installation = Installation.Empty();
        foreach (var utc in new[] { "2026-03-15T22:59:59Z", "2026-03-15T23:00:00Z", "2026-03-16T22:59:59Z", "2026-03-16T23:00:00Z" })
        {
            installation.Clock.MoveTo(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture));
            await AddAsync(installation, 1, subject: utc);
        }

        var day = new DateOnly(2026, 3, 16);
        Assert.Equal(["2026-03-16T22:59:59Z", "2026-03-15T23:00:00Z"], (await FindAsync(installation, new AuditFilter(From: day, To: day, Zone: "Europe/Berlin"))).Select(r => r.Subject));
        Assert.Equal(["2026-03-16T23:00:00Z", "2026-03-16T22:59:59Z"], (await FindAsync(installation, new AuditFilter(From: day))).Select(r => r.Subject));
        await Assert.ThrowsAsync<ProblemException>(() => FindAsync(installation, new AuditFilter(From: day, To: day.AddDays(-1))));
        await Assert.ThrowsAsync<ProblemException>(() => FindAsync(installation, new AuditFilter(From: DateOnly.MinValue)));
        await Assert.ThrowsAsync<ProblemException>(() => FindAsync(installation, new AuditFilter(To: DateOnly.MaxValue)));
    }

    [Fact]
    public async Task Store_IsNamed_AndFilteredBy()
    {
        await using var installation = Installation.Empty();
        var shop = await installation.StoreAsync();
        await AddAsync(installation, 1, store: shop.Id);
        await AddAsync(installation, 1, store: 999);
        await AddAsync(installation, 1);

        Assert.Equal(["Shop"], (await FindAsync(installation, new AuditFilter(StoreId: shop.Id))).Select(r => r.Store));
        Assert.Equal([null, "a store that is gone", "Shop"], (await FindAsync(installation, new AuditFilter())).Select(r => r.Store));
    }

    [Fact]
    public async Task Export_HoldsAllRowsOfTheFilter_AndItself()
    {
        await using var installation = Installation.Empty();
        await AddAsync(installation, 1_234);
        var olga = TestPeople.AddOwner(Contexts(installation));

        var rows = await (await installation.Get<AuditLog>().ExportAsync(olga, new AuditFilter(), default)).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 1_235).Reverse().Select(i => (long)i), rows.Select(r => r.Id));
        Assert.Equal((AuditActions.Exported, "Olga (olga@example.com)", "everything"), (rows[0].Action, rows[0].By, rows[0].After));

        Assert.Empty(await (await installation.Get<AuditLog>().ExportAsync(olga, new AuditFilter("token", "mia"), default)).ToListAsync());
        Assert.Equal("action token, who mia", (await FindAsync(installation, new AuditFilter(AuditActions.Exported)))[0].After);
    }

    [Fact]
    public async Task Export_EndsWhenTheOnlookersRightEnds()
    {
        await using var installation = Installation.Empty();
        await AddAsync(installation, 1_200);
        var olga = TestPeople.AddOwner(Contexts(installation));
        var rows = await installation.Get<AuditLog>().ExportAsync(olga, new AuditFilter(), default);

        await Assert.ThrowsAsync<AccessRefusedException>(async () =>
        {
            await foreach (var row in rows)
            {
                TestPeople.Change(Contexts(installation), olga, account => account.DisabledAt = TestClock.Noon);
            }
        });
    }

    [Fact]
    public async Task NobodyButOwnersOfEverything_ReadsOrExports_AndNothingIsRecordedAsExported()
    {
        await using var installation = Installation.Empty();
        var store = await installation.StoreAsync();
        var owner = TestPeople.AddOwner(Contexts(installation));
        Caller[] others =
        [
            Caller.Nobody,
            Caller.Explorer,
            Caller.Token(1),
            TestPeople.AddMember(Contexts(installation), "Mia", (store.Id, StoreRole.Marketing)),
            TestPeople.AddMember(Contexts(installation), "Otto", (store.Id, StoreRole.Owner)),
        ];
        foreach (var other in others)
        {
            await Assert.ThrowsAsync<AccessRefusedException>(() => installation.Get<AuditLog>().PageAsync(other, new AuditFilter(), null, null, 10, default));
            await Assert.ThrowsAsync<AccessRefusedException>(() => installation.Get<AuditLog>().ExportAsync(other, new AuditFilter(), default));
        }

        Assert.Equal(2 * others.Length, (await installation.Get<AuditLog>().PageAsync(owner, new AuditFilter("access"), null, null, 200, default)).Total);
        Assert.Empty(await FindAsync(installation, new AuditFilter(AuditActions.Exported)));
    }

    [Fact]
    public async Task FilterThatCannotBe_ExportsNothing_AndRecordsNothing()
    {
        await using var installation = Installation.Empty();
        await Assert.ThrowsAsync<ProblemException>(() => installation.Get<AuditLog>().ExportAsync(Caller.CommandLine, new AuditFilter("nothing.such"), default));
        await Assert.ThrowsAsync<ProblemException>(() => installation.Get<AuditLog>().ExportAsync(Caller.CommandLine, new AuditFilter(Who: new string('x', 101)), default));
        Assert.Empty(installation.Rows("SELECT Id FROM Audit"));
    }
}
