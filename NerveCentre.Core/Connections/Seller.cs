namespace NerveCentre.Core.Connections;

/// <summary>Whose tokens they are, as AliExpress tells it.</summary>
/// <param name="Name">The shop's name, or what is told in its place.</param>
/// <param name="Account">The account that authorised; <c>null</c> when it is not told.</param>
public sealed record Seller(string Id, string Name, string? Account)
{
    /// <summary>"Lamps, id 4711, account lamps@example.com".</summary>
    public string InWords => $"{OneLine.Of(Name, 100)}, id {OneLine.Of(Id, 60)}{(Account is null ? "" : $", account {OneLine.Of(Account, 100)}")}";
}
