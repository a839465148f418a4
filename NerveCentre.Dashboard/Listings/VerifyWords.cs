using NerveCentre.Core.Coverage;

namespace NerveCentre.Dashboard.Listings;

/// <summary>Verifications in words, and as addresses name them.</summary>
internal static class VerifyWords
{
    private static readonly (string Name, VerificationOutcome Outcome)[] Names =
    [
        ("disagrees", VerificationOutcome.Disagrees), ("settles", VerificationOutcome.Settles), ("no-answer", VerificationOutcome.NoAnswer), ("agrees", VerificationOutcome.Agrees),
    ];

    public static IEnumerable<(string Name, VerificationOutcome Outcome)> All => Names;

    public static VerificationOutcome? Find(string? name) => Names.Where(n => n.Name == name).Select(n => (VerificationOutcome?)n.Outcome).FirstOrDefault();

    public static string Outcome(VerificationOutcome outcome) => outcome switch
    {
        VerificationOutcome.Disagrees => T("disagrees"),
        VerificationOutcome.Settles => T("settles it"),
        VerificationOutcome.NoAnswer => T("no answer"),
        _ => T("agrees"),
    };

    public static string Answer(VerificationRow row) => row.Answer switch
    {
        FreightAnswer.Delivers => T("delivers"),
        FreightAnswer.DoesNotDeliver => T("does not deliver"),
        _ => T("no answer"),
    };

    public static string Summary(VerificationTable table)
    {
        var all = table.Counts.Values.Sum();
        return all is 0
            ? T("Nothing has been verified yet.")
            : T("{0:# disagreement|# disagreements} in {1:# answer|# answers}.", table.Of(VerificationOutcome.Disagrees), all);
    }

    /// <summary>The service of which the answer says that it does not serve the country, although the template rests on it; <c>null</c> when there is none, or several.</summary>
    public static string? ServiceToTell(VerificationRow row) =>
        row is { Outcome: VerificationOutcome.Disagrees, Answer: FreightAnswer.DoesNotDeliver, Restricted: false }
        && row.Market.Evidence.Where(e => e.List is DestinationList.AllFree or DestinationList.AllStandard or DestinationList.RestOfWorld && e.Verdict is DestinationVerdict.Assumed or DestinationVerdict.Ships && e.Service is not "").Select(e => e.Service).Distinct().ToList() is [var only]
            ? only
            : null;
}
