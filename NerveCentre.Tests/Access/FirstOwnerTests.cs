using NerveCentre.Core;
using NerveCentre.Core.Access;

namespace NerveCentre.Tests.Access;

public sealed class FirstOwnerTests
{
    private static readonly NewPerson Olga = new("olga@example.com", "Olga", "ofen lampe kanal birne");
    private static readonly Visitor Here = new("127.0.0.1", "Firefox on Linux");

    [Fact]
    public async Task AtThisMachine_WithNothingButTheSandbox_OneFormMakesTheOwner()
    {
        await using var installation = Installation.Empty();
        await installation.SandboxStoreAsync();
        var first = installation.Get<FirstOwner>();
        Assert.Equal(SetUp.Open, await first.StateAsync(Caller.Explorer, default));

        var owner = await first.CreateAsync(Caller.Explorer, Olga, null, Here, default);

        Assert.True(await installation.Get<Sessions>().IsLiveAsync(owner, default));
        Assert.True((await installation.Get<OwnAccount>().GetAsync(owner, default)).OwnsEverything);
        Assert.Equal(SetUp.Closed, await first.StateAsync(Caller.Explorer, default));
        Assert.Equal(["owner.created|Olga (olga@example.com)|127.0.0.1"], installation.Rows("SELECT Action, By, Address FROM Audit"));
        // The password is nowhere; Identity's hash (version 3, PBKDF2) is.
        Assert.StartsWith("AQAAAA", installation.Rows("SELECT PasswordHash FROM Accounts")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithAnotherStore_OrFromElsewhere_TheCodeIsAskedFor()
    {
        await using var installation = Installation.Empty();
        await installation.SandboxStoreAsync();
        var first = installation.Get<FirstOwner>();
        Assert.Equal(SetUp.NeedsCode, await first.StateAsync(Caller.Nobody, default));
        await installation.StoreAsync();
        Assert.Equal(SetUp.NeedsCode, await first.StateAsync(Caller.Explorer, default));

        foreach (var wrong in (string?[])[null, "", "AAAA-AAAA-AAAA-AAAA-AAAA", first.Code[..^1], first.Code + "A"])
        {
            await Assert.ThrowsAsync<ProblemException>(() => first.CreateAsync(Caller.Explorer, Olga, wrong, Here, default));
        }

        Assert.Equal(["0"], installation.Rows("SELECT count(*) FROM Accounts"));
        await first.CreateAsync(Caller.Nobody, Olga, " " + first.Code.ToLowerInvariant().Replace('-', ' '), Here, default);
        Assert.Equal(["1"], installation.Rows("SELECT count(*) FROM Accounts"));
        Assert.Matches("^([A-Z2-9]{4}-){4}[A-Z2-9]{4}$", first.Code);
    }

    [Fact]
    public async Task CodeIsNotGuessed_TriesRunOut()
    {
        await using var installation = Installation.Empty();
        var first = installation.Get<FirstOwner>();
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<ProblemException>(() => first.CreateAsync(Caller.Nobody, Olga, "wrong", Here, default));
        }

        var told = await Assert.ThrowsAsync<ProblemException>(() => first.CreateAsync(Caller.Nobody, Olga, first.Code, Here, default));
        Assert.StartsWith("Too many tries", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwentySetUpsThatRace_MakeOneOwner()
    {
        await using var installation = Installation.Empty();
        var first = installation.Get<FirstOwner>();

        var races = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                await first.CreateAsync(Caller.Explorer, Olga with { Email = $"racer{i}@example.com" }, null, Here, default);
                return "won";
            }
            catch (ProblemException e)
            {
                return e.Message;
            }
        })));

        Assert.Single(races, "won");
        Assert.Equal(19, races.Count(r => r.StartsWith("This installation has an owner already.", StringComparison.Ordinal)));
        Assert.Equal(["1|1"], installation.Rows("SELECT count(*), sum(OwnsEverything) FROM Accounts"));
        Assert.Equal(["1"], installation.Rows("SELECT count(*) FROM Sessions"));
    }

    [Fact]
    public async Task ExplorersWindows_EndWhenThereIsAnOwner()
    {
        await using var installation = Installation.Empty();
        var ended = new List<string>();
        installation.Get<SessionActivity>().Ended += ended.AddRange;

        await installation.Get<FirstOwner>().CreateAsync(Caller.Explorer, Olga, null, Here, default);

        Assert.Equal([FirstOwner.ExplorersSession], ended);
    }

    [Theory]
    [InlineData("olga", "Olga", "ofen lampe kanal birne", "is no e-mail address")]
    [InlineData("olga@example.com>", "Olga", "ofen lampe kanal birne", "is no e-mail address")]
    [InlineData("Olga <olga@example.com>", "Olga", "ofen lampe kanal birne", "is no e-mail address")]
    [InlineData("ol\u202Ega@example.com", "Olga", "ofen lampe kanal birne", "is no e-mail address")]
    [InlineData("olga@example.com", " ", "ofen lampe kanal birne", "A name has 1 to 100 characters")]
    [InlineData("olga@example.com", "Olga\n", "ofen lampe kanal", null)]
    [InlineData("olga@example.com", "Ol\nga", "ofen lampe kanal birne", "A name has 1 to 100 characters")]
    [InlineData("olga@example.com", "Olga", "too short", "A password needs at least 15 characters; this one has 9.")]
    [InlineData("olga@example.com", "Olga", "passwordiloveyou", "lists of common passwords")]
    public async Task WhatAPersonSays_IsLookedAt(string email, string name, string password, string? problem)
    {
        await using var installation = Installation.Empty();
        var create = () => installation.Get<FirstOwner>().CreateAsync(Caller.Explorer, new NewPerson(email, name, password), null, Here, default);
        if (problem is null)
        {
            await create();
            return;
        }

        var told = await Assert.ThrowsAsync<ProblemException>(create);
        Assert.Contains(problem, told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', told.Message);
        Assert.Equal(["0"], installation.Rows("SELECT count(*) FROM Accounts"));
    }
}
