using NerveCentre.Core.Access;
using NerveCentre.Core.Cards;
using NerveCentre.Core.Store;

namespace NerveCentre.Dashboard.CommandLine;

internal sealed record CardRequest(
    string? Data,
    string Card,
    string Store,
    string? End,
    string? Window,
    string? Zone,
    string? Attribution,
    string? Exclude,
    bool Json);

internal static class CardCommand
{
    public static async Task<int> RunAsync(CardRequest request, CancellationToken cancel)
    {
        try
        {
            var parameters = new CardParameters(request.End, request.Window, request.Zone, request.Attribution, request.Exclude) { AsOptions = true };
            // Before the data folder is made: a slip of the pen leaves nothing behind.
            parameters.RequireFor(CardRegistry.Require(request.Card));
            await using var services = Host.Open(request.Data);
            var store = await services.GetRequiredService<StoreDirectory>().RequireAsync(request.Store, cancel);
            var reading = await services.GetRequiredService<CardReader>().ReadAsync(Caller.CommandLine, request.Card, store.Name, parameters, cancel);
            Console.WriteLine(request.Json ? reading.Json : CardTable.Write(reading));
            return Commands.Done;
        }
        catch (CardProblemException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
