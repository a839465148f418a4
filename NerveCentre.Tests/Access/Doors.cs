using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Access;

/// <summary>Core's services as the container knows them: the doors, which ask who is calling, and the rest.</summary>
internal static class Doors
{
    private static readonly Lazy<IReadOnlyList<Type>> Services = new(() =>
    {
        using var temp = new TempFolder();
        var services = new ServiceCollection().AddLogging();
        services.AddNerveCentreCore(new ConfigurationBuilder().Build(), DataFolder.Open(temp.Path)).AddNerveCentreJobs();
        return
        [
            .. services.SelectMany(s => s.IsKeyedService ? Enumerable.Empty<Type?>() : [s.ServiceType, s.ImplementationType])
                .OfType<Type>()
                .Where(t => t.Assembly == typeof(CoreSetup).Assembly && !t.IsInterface)
                .Distinct(),
        ];
    });

    /// <summary>What pages and endpoints may use.</summary>
    public static IReadOnlyList<Type> All { get; } = [.. Services.Value.Where(t => t.IsPublic && !IsInner(t) && !IsPlain(t))];

    /// <summary>Services that do what they are told without asking who tells.</summary>
    public static IReadOnlyList<Type> Inner { get; } = [.. Services.Value.Where(t => !All.Contains(t) && !IsPlain(t))];

    /// <summary>What a door can be asked from outside Core.</summary>
    public static IEnumerable<MethodInfo> Methods(Type door) =>
        door.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => !m.IsSpecialName && m.Name is not ("Dispose" or "DisposeAsync"));

    public static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static bool IsInner(Type type) => type.IsDefined(typeof(InnerWorksAttribute)) || typeof(IHostedService).IsAssignableFrom(type);

    /// <summary>Settings and their validators, and what Identity asks of us.</summary>
    private static bool IsPlain(Type type) => type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name.EndsWith("Validator", StringComparison.Ordinal) || type == typeof(PasswordRules);
}
