using NerveCentre.Core;
using NerveCentre.Core.Access;

namespace NerveCentre.Dashboard.CommandLine;

internal static class AccountsCommand
{
    public static async Task<int> ListAsync(string? data, CancellationToken cancel)
    {
        await using var services = Host.Open(data);
        var people = await services.GetRequiredService<People>().ListAsync(Caller.CommandLine, cancel);
        if (people.Count is 0)
        {
            await Console.Error.WriteLineAsync("Nobody has an account yet. Start the server: it says how to create the owner account.");
        }

        var (names, emails) = (Width(people, p => Shown(p.Name)), Width(people, p => Shown(p.Email)));
        foreach (var person in people)
        {
            var state = person.DisabledAt is { } since ? $"disabled since {since.UtcDateTime:yyyy-MM-dd}" : person.SecondFactor ? "second factor on" : "second factor off";
            Console.WriteLine($"{Shown(person.Name).PadRight(names)}  {Shown(person.Email).PadRight(emails)}  {state,-25}  {person.May}");
        }

        return Commands.Done;
    }

    /// <summary>The link is the answer and stands alone on the standard output; what to do with it does not.</summary>
    public static async Task<int> ResetAsync(string? data, string email, bool clearSecondFactor, CancellationToken cancel)
    {
        await using var services = Host.Open(data);
        var people = services.GetRequiredService<People>();
        var person = (await people.ListAsync(Caller.CommandLine, cancel)).FirstOrDefault(p => string.Equals(p.Email, email.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new ProblemException($"Nobody signs in with '{OneLine.Of(email, 100)}'. See who does with: accounts list");
        Console.WriteLine((await people.MakeResetLinkAsync(Caller.CommandLine, person.Id, clearSecondFactor, cancel)).Path);
        await Console.Error.WriteLineAsync($"Open this path on the server's address within a day, such as http://127.0.0.1:5080/invitation/… It sets a new password for {Shown(person.Name)}, works once, and ends all their sessions.");
        await Console.Error.WriteLineAsync(clearSecondFactor ? "It also takes the second factor away." : "The second factor stays as it is; --clear-second-factor takes it away.");
        if (person.DisabledAt is not null)
        {
            await Console.Error.WriteLineAsync("The account is disabled and stays so: an owner enables it on the page People.");
        }

        return Commands.Done;
    }

    private static string Shown(string text) => OneLine.Of(text, 60);

    private static int Width(IReadOnlyList<PersonSummary> people, Func<PersonSummary, string> text) => people.Count is 0 ? 0 : people.Max(p => text(p).Length);
}
