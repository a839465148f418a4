using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Sync;

namespace NerveCentre.Core.Coverage;

/// <summary>One run's questions: about listings, and about their templates once AliExpress does not let this app ask about listings.</summary>
internal sealed class FreightInquiry(AliExpressClient client, string sendFrom)
{
    public bool UsesTemplates { get; private set; }

    /// <param name="templateId">0 when the listing names none.</param>
    /// <exception cref="ProblemException">AliExpress answers nothing at all, so there is no use in asking on.</exception>
    public async Task<FreightReply> AskAsync(long listingId, long templateId, CountryCode country, CancellationToken cancel)
    {
        var code = AliExpressCountryCodes.FromCountry(country);
        if (!UsesTemplates)
        {
            var answer = await client.GetFreightAsync(listingId, code, sendFrom, cancel);
            if (answer.Error is not { Kind: AliExpressErrorKind.Permission })
            {
                return Read(answer, byTemplate: false);
            }

            UsesTemplates = true;
        }

        return templateId is 0
            ? new FreightReply(FreightAnswer.None, ByTemplate: true, [], "This app may not ask about listings, and this one names no template.")
            : Read(await client.GetTemplateFreightAsync(templateId, code, FreightParcel.Usual, cancel), byTemplate: true);
    }

    private static FreightReply Read(AliExpressResult<FreightQuote> answer, bool byTemplate) => answer switch
    {
        { Value: { } quote } => Read(quote, byTemplate),
        { Error: { Kind: AliExpressErrorKind.Request or AliExpressErrorKind.Unreadable } error } => new FreightReply(FreightAnswer.None, byTemplate, [], OneLine.Of(error.Message)),
        _ => throw new ProblemException($"{SyncErrors.InWords(answer.Error!)} What was answered before is kept."),
    };

    private static FreightReply Read(FreightQuote quote, bool byTemplate)
    {
        var carriers = quote.Services.Where(s => s.Carries is true).Select(s => s.Name is "" ? "a service without a name" : s.Name).Distinct().ToList();
        return carriers.Count > 0 ? new FreightReply(FreightAnswer.Delivers, byTemplate, carriers, null)
            : quote.Services.Count is 0 ? new FreightReply(FreightAnswer.DoesNotDeliver, byTemplate, [], quote.Reason is "" ? null : quote.Reason)
            : new FreightReply(FreightAnswer.None, byTemplate, [], $"AliExpress answered with codes whose meaning it does not document: {string.Join(", ", quote.Services.Select(s => $"{s.Name} {s.ErrorCode}").Take(5))}");
    }
}

internal sealed record FreightReply(FreightAnswer Answer, bool ByTemplate, IReadOnlyList<string> Services, string? Problem);
