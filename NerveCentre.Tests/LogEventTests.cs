using System.Reflection;
using Microsoft.Extensions.Logging;
using NerveCentre.Core;
using NerveCentre.Dashboard;

namespace NerveCentre.Tests;

public sealed class LogEventTests
{
    private static readonly List<(string Where, int Id)> Events =
    [
        .. from assembly in new[] { typeof(CoreSetup).Assembly, typeof(DashboardSetup).Assembly }
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let message = method.GetCustomAttribute<LoggerMessageAttribute>()
           where message is not null
           select ($"{type.Name}.{method.Name}", message.EventId),
    ];

    [Fact]
    public void EveryLogMessage_HasAnEventIdOfItsOwn()
    {
        Assert.NotEmpty(Events);
        Assert.Empty(Events.GroupBy(e => e.Id).Where(g => g.Key <= 0 || g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(e => e.Where))}"));
    }
}
