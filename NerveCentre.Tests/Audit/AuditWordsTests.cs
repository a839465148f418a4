using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Dashboard.Audit;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Audit;

public sealed class AuditWordsTests : IDisposable
{
    private readonly CultureScope _english = new("en");

    public void Dispose() => _english.Dispose();

    private static AuditEntry Row(string action, string subject = "", string? before = null, string? after = null, string? store = null, string by = "Olga") =>
        new(1, TestClock.Noon, CallerKind.Account, by, null, store, action, subject, before, after);

    [Theory]
    [InlineData("BR US", "BR", "Olga changed the priority markets of Shop from Brazil, United States to Brazil.")]
    [InlineData("", "PL", "Olga changed the priority markets of Shop from none to Poland.")]
    [InlineData("BR US DE FR ES IT", "BR US DE FR ES IT PL", "Olga changed the priority markets of Shop: added Poland; 7 in all.")]
    [InlineData("BR US …", "BR", "Olga changed the priority markets of Shop from “BR US …” to “BR”.")]
    public void Markets_AreToldByName(string before, string after, string told) =>
        Assert.Equal(told, AuditWords.Sentence(Row(AuditActions.MarketsChanged, before: before, after: after, store: "Shop")));

    [Theory]
    [InlineData(AuditActions.SignInRefused, "mia@example.com", "Nobody tried to sign in as mia@example.com and was refused: The password is not right.")]
    [InlineData(AuditActions.Refused, "StartSync", "Nobody was refused: start a sync in Shop.")]
    [InlineData(AuditActions.MarketProposed, "PL", "Nobody proposed Poland as a priority market of Shop: The password is not right.")]
    [InlineData("something.new", "x", "Nobody did something.new to x of Shop, to The password is not right.")]
    public void Others_AreSentencesToo(string action, string subject, string told) =>
        Assert.Equal(told, AuditWords.Sentence(Row(action, subject, after: "The password is not right.", store: "Shop", by: "nobody")));

    [Fact]
    public void EveryAction_HasWordsOfItsOwn()
    {
        Assert.DoesNotContain(AuditActions.All, a => AuditWords.Told(Row(a, "x")).StartsWith("Did ", StringComparison.Ordinal));
        Assert.DoesNotContain(AuditActions.All.Select(AuditActions.SubjectOf), s => AuditWords.Subject(s) == s);
    }

    [Fact]
    public void EveryRight_HasWordsOfItsOwn() =>
        Assert.DoesNotContain(Enum.GetNames<Right>(), r => AuditWords.Told(Row(AuditActions.Refused, r)).Contains(r, StringComparison.Ordinal));
}
