using NerveCentre.Core.AliExpress;

namespace NerveCentre.Core.Connections;

/// <summary>What AliExpress answers to an authorisation, read and told.</summary>
internal static class AuthorisationWords
{
    /// <summary>Why there are no tokens, and what to do.</summary>
    public static string Of(AliExpressError error) => error switch
    {
        { Code: "InvalidCode" } => "AliExpress refused the code: it lives for three minutes and works once. Start again, and come back from AliExpress’s page without a pause.",
        { Kind: AliExpressErrorKind.Signature } => "AliExpress refused the signature: the app secret is not the one of this app key. Start again and copy both from AliExpress’s console.",
        { Code: "InvalidAppkey" } => "AliExpress knows no app with this app key. Start again and copy it from AliExpress’s console.",
        { Kind: AliExpressErrorKind.Unreachable } => $"AliExpress could not be reached ({OneLine.Of(error.Message, 200)}), and the code may be used up. Start again.",
        _ => $"AliExpress gave no tokens: {OneLine.Of(error.Message, 200)}{(error.Code is null ? "" : $" ({OneLine.Of(error.Code, 60)})")}{(error.RequestId is null ? "" : $", request {OneLine.Of(error.RequestId, 60)}")}. Start again.",
    };

    /// <summary>Takes apart what somebody pasted: a bare code, or the whole address at which the browser ended.</summary>
    /// <returns>The state is <c>null</c> for a bare code, and empty for an address without one.</returns>
    /// <exception cref="ProblemException">Nothing was pasted.</exception>
    public static (string? Code, string? State, string? Refusal) Read(string pasted)
    {
        var text = pasted.Trim();
        if (text is "")
        {
            throw new ProblemException("Paste the address that the browser shows, or the code in it.");
        }

        if (!text.Contains('=', StringComparison.Ordinal))
        {
            return (text, null, null);
        }

        var parameters = text[(text.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('#')[0].Split('&').Select(p => p.Split('=', 2)).Where(p => p.Length is 2)
            .GroupBy(p => p[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => Uri.UnescapeDataString(g.First()[1].Replace('+', ' ')), StringComparer.Ordinal);
        return (parameters.GetValueOrDefault("code"), parameters.GetValueOrDefault("state", ""), parameters.GetValueOrDefault("error"));
    }
}
