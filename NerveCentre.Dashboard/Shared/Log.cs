namespace NerveCentre.Dashboard.Shared;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "A page could not be shown")]
    public static partial void PageFailed(ILogger logger, Exception fault);

    [LoggerMessage(3003, LogLevel.Error, "A card could not be shown")]
    public static partial void CardFailed(ILogger logger, Exception fault);
}
