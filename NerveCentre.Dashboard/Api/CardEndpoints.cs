using System.ComponentModel;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using NerveCentre.Core.Access;
using NerveCentre.Core.Cards;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Dashboard.Api;

internal static class CardEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>With the charset, since the text is not escaped to ASCII.</summary>
    private const string Json = "application/json; charset=utf-8";

    public static void MapCards(this WebApplication app)
    {
        var cards = app.MapGroup("/api/cards").RequireAuthorization().WithTags("Cards");
        cards.MapMethods("", Reading, ListAsync).WithName("listCards").WithSummary("The cards and stores that the token may read.");
        cards.MapMethods("/{key}", Reading, ReadAsync).WithName("readCard").WithSummary("A card's reading, as the command line's card --json prints it.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, CardReader cards, CancellationToken cancel)
    {
        if (Unknown(http.Request, []) is { } problem)
        {
            return problem;
        }

        try
        {
            return Text(CardJson.Write(await cards.CatalogueAsync(Caller(http), cancel)));
        }
        catch (AccessRefusedException)
        {
            // Revoked or over since it was looked at on the way in.
            return TypedResults.Challenge();
        }
    }

    private static async Task<IResult> ReadAsync(
        HttpContext http,
        CardReader cards,
        [Description("Key of the card.")] string key,
        [FromQuery, Description("Name of the store. May be left out when the token reads exactly one.")] string? store,
        [FromQuery, Description("End of the window: a moment such as 2011-12-09T12:50:00Z, or with window=calendar a day such as 2011-02-01. Default: now.")] string? end,
        [FromQuery, Description("rolling: the 30 × 24 h up to the end (default). calendar: 30 local days.")] string? window,
        [FromQuery, Description("IANA zone in which days begin. Default: the store's.")] string? zone,
        [FromQuery, Description("buyer (default) or ship: which country an order counts under.")] string? attribution,
        [FromQuery, Description("Leave out cancelled, unpaid, or both with a comma between.")] string? exclude,
        CancellationToken cancel)
    {
        if (Unknown(http.Request, [nameof(store), nameof(end), nameof(window), nameof(zone), nameof(attribution), nameof(exclude)]) is { } problem)
        {
            return problem;
        }

        try
        {
            var reading = await cards.ReadAsync(Caller(http), key, store, new CardParameters(end, window, zone, attribution, exclude), cancel);
            return Text(reading.Json);
        }
        catch (CardProblemException e)
        {
            return ApiProblem.Of(Status(e.Problem), e.Message, e.Parameter);
        }
        catch (AccessRefusedException e)
        {
            return e.SignedIn
                ? ApiProblem.Of(StatusCodes.Status404NotFound, "There is no store of that name that this token may read. GET /api/cards lists those that it may.")
                : TypedResults.Challenge();
        }
    }

    private static int Status(CardProblem problem) => problem switch
    {
        CardProblem.NoSuchCard => StatusCodes.Status404NotFound,
        CardProblem.OutOfScope => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>A word that means nothing, or stands there twice, is a mistake that must not pass for an answer to something else. Its value is not repeated: it may be a secret.</summary>
    private static IResult? Unknown(HttpRequest request, string[] known)
    {
        foreach (var (name, values) in request.Query)
        {
            var shown = Core.OneLine.Of(name, 60);
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                return ApiProblem.Of(StatusCodes.Status400BadRequest, $"There is no parameter '{shown}' here. {(known.Length is 0 ? "There is none at all." : $"The parameters are: {string.Join(", ", known)}.")}", shown);
            }

            if (values.Count > 1)
            {
                return ApiProblem.Of(StatusCodes.Status400BadRequest, $"{shown} stands there {values.Count} times. Say it once.", shown);
            }
        }

        return null;
    }

    private static Caller Caller(HttpContext http) => http.Caller();

    /// <summary>With a line end, as on the command line.</summary>
    private static IResult Text(string json) => TypedResults.Text(json + "\n", Json, Encoding.UTF8);
}
