using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Access;

public sealed class SessionsTests
{
    [Theory]
    [InlineData(11, 59, true)]
    [InlineData(12, 0, false)]
    public async Task Session_EndsWhenItsPersonDidNothing(int hours, int minutes, bool live)
    {
        await using var installation = Installation.Empty();
        var olga = TestPeople.AddOwner(installation.Get<IDbContextFactory<NerveCentreDb>>());

        installation.Clock.Advance(new TimeSpan(hours, minutes, 0));

        Assert.Equal(live, await installation.Get<Sessions>().IsLiveAsync(olga, default));
        // Once it is over, nothing wakes it.
        Assert.Equal(live, await installation.Get<Sessions>().TouchAsync(olga, default));
        Assert.Equal(live, await installation.Get<Sessions>().IsLiveAsync(olga, default));
    }

    [Fact]
    public async Task Session_EndsInTheEnd_HoweverMuchItIsUsed()
    {
        await using var installation = Installation.Empty();
        var olga = TestPeople.AddOwner(installation.Get<IDbContextFactory<NerveCentreDb>>());
        var sessions = installation.Get<Sessions>();
        var lasted = 0;
        while (await sessions.TouchAsync(olga, default))
        {
            installation.Clock.Advance(TimeSpan.FromHours(6));
            lasted += 6;
        }

        Assert.Equal(7 * 24, lasted);
    }

    [Fact]
    public async Task ClockSetBack_EndsSessionsWhoseAgeNobodyKnows()
    {
        await using var installation = Installation.Empty();
        installation.Clock.Advance(TimeSpan.FromHours(1));
        var contexts = installation.Get<IDbContextFactory<NerveCentreDb>>();
        var olga = TestPeople.AddOwner(contexts, at: installation.Clock.GetUtcNow());
        Assert.True(await installation.Get<Sessions>().IsLiveAsync(olga, default));

        installation.Clock.Advance(TimeSpan.FromMinutes(-4));
        Assert.True(await installation.Get<Sessions>().IsLiveAsync(olga, default));
        installation.Clock.Advance(TimeSpan.FromMinutes(-2));
        Assert.False(await installation.Get<Sessions>().IsLiveAsync(olga, default));
    }

    [Fact]
    public async Task Sweep_EndsWhatIsOver_TellsIt_AndNotesWhenPeopleWereSeen()
    {
        await using var installation = Installation.Empty();
        var contexts = installation.Get<IDbContextFactory<NerveCentreDb>>();
        var (busy, idle) = (TestPeople.AddOwner(contexts), TestPeople.AddOwner(contexts, "Ida"));
        var (sessions, sweeper) = (installation.Get<Sessions>(), installation.Get<SessionSweeper>());
        var ended = new List<string>();
        installation.Get<SessionActivity>().Ended += ended.AddRange;
        installation.Clock.Advance(TimeSpan.FromHours(11));
        await sessions.TouchAsync(busy, default);
        await sweeper.SweepAsync(default);
        Assert.Empty(ended);
        Assert.Equal(["11"], installation.Rows($"SELECT (SeenAt - CreatedAt) / 3600000 FROM Sessions WHERE Id = '{busy.SessionId}'"));

        installation.Clock.Advance(TimeSpan.FromHours(2));
        await sweeper.SweepAsync(default);

        Assert.Equal([idle.SessionId!], ended);
        Assert.Equal([$"{idle.SessionId}"], installation.Rows("SELECT Id FROM Sessions WHERE EndedAt IS NOT NULL"));
    }

    [Fact]
    public async Task SessionEndedByAnotherProcess_IsToldAtTheNextSweep()
    {
        await using var installation = Installation.Empty();
        var olga = TestPeople.AddOwner(installation.Get<IDbContextFactory<NerveCentreDb>>());
        await installation.Get<Sessions>().TouchAsync(olga, default);
        var ended = new List<string>();
        installation.Get<SessionActivity>().Ended += ended.AddRange;
        installation.Rows("UPDATE Sessions SET EndedAt = CreatedAt RETURNING Id");

        await installation.Get<SessionSweeper>().SweepAsync(default);

        Assert.Equal([olga.SessionId!], ended);
    }

    [Fact]
    public async Task OwnSessions_AreListedAndEnded_AndNobodyElses()
    {
        await using var installation = Installation.Empty();
        var contexts = installation.Get<IDbContextFactory<NerveCentreDb>>();
        var (olga, max) = (TestPeople.AddOwner(contexts), TestPeople.AddOwner(contexts, "Max"));
        var sessions = installation.Get<Sessions>();

        Assert.True(Assert.Single(await sessions.OwnAsync(olga, default)).IsThis);
        Assert.False(await sessions.EndAsync(olga, max.SessionId!, default));
        Assert.True(await sessions.IsLiveAsync(max, default));
        Assert.True(await sessions.EndAsync(olga, olga.SessionId!, default));
        Assert.False(await sessions.IsLiveAsync(olga, default));
        await Assert.ThrowsAsync<AccessRefusedException>(() => sessions.OwnAsync(olga, default));
    }

    [Fact]
    public async Task DisabledAccount_IsNobodyAtOnce()
    {
        await using var installation = Installation.Empty();
        var contexts = installation.Get<IDbContextFactory<NerveCentreDb>>();
        var (olga, max) = (TestPeople.AddOwner(contexts), TestPeople.AddOwner(contexts, "Max"));
        var ended = new List<string>();
        installation.Get<SessionActivity>().Ended += ended.AddRange;

        await installation.Get<People>().DisableAsync(olga, max.AccountId, default);

        Assert.False(await installation.Get<Sessions>().IsLiveAsync(max, default));
        Assert.Equal([max.SessionId!], ended);
    }
}
