using System.Reflection;
using System.Reflection.Emit;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard;

namespace NerveCentre.Tests.Access;

/// <summary>Adding a service, or a method, that does not ask who is calling fails here.</summary>
public sealed class DoorsTests
{
    /// <summary>Parts of the dashboard that no browser reaches: the command line, and what runs the server.</summary>
    private static readonly string[] Behind = ["NerveCentre.Dashboard.CommandLine", "NerveCentre.Dashboard.Health", "NerveCentre.Dashboard.Telemetry"];

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    [Fact]
    public void EveryDoorsMethod_TakesACaller_OrSaysWhyNot()
    {
        Assert.NotEmpty(Doors.All);
        var silent = Doors.All.SelectMany(Doors.Methods)
            .Where(m => m.GetParameters().FirstOrDefault()?.ParameterType != typeof(Caller) && m.GetCustomAttribute<AnyoneMayAttribute>() is not { Because.Length: > 0 })
            .Select(Doors.Name);
        Assert.Empty(silent);
    }

    /// <summary>Reads the compiled pages: whatever they call must be a door's public method, or no service at all.</summary>
    [Fact]
    public void NoPage_ReachesPastTheDoors()
    {
        var inner = Doors.Inner.Append(typeof(NerveCentreDb)).Append(typeof(WriteSession)).ToHashSet();
        var pages = typeof(DashboardSetup).Assembly.GetTypes().Where(t => !Behind.Any(b => t.FullName!.StartsWith(b, StringComparison.Ordinal))).ToList();
        var reached = pages
            .SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>().SelectMany(Calls).Select(c => (Page: t, Called: c)))
            .Where(c => c.Called.DeclaringType is { } type && (inner.Contains(type) || (Doors.All.Contains(type) && !c.Called.IsPublic)))
            .Select(c => $"{c.Page.FullName} → {c.Called.DeclaringType!.Name}.{c.Called.Name}")
            .Where(c => !Allowed.Contains(c))
            .Distinct()
            .ToList();
        Assert.Empty(reached);

        var injected = pages
            .SelectMany(t => t.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType)
                .Concat(t.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(p => p.IsDefined(typeof(Microsoft.AspNetCore.Components.InjectAttribute))).Select(p => p.PropertyType))
                .Where(inner.Contains).Select(i => $"{t.FullName} ← {i.Name}"))
            .Where(i => !Allowed.Contains(i));
        Assert.Empty(injected);
    }

    /// <summary>Core knows Identity and data protection, and nothing else of the web.</summary>
    [Fact]
    public void Core_KnowsNothingOfTheWeb()
    {
        string[] known = ["Microsoft.AspNetCore.DataProtection", "Microsoft.AspNetCore.DataProtection.Abstractions", "Microsoft.AspNetCore.DataProtection.Extensions", "Microsoft.AspNetCore.Identity.EntityFrameworkCore"];
        Assert.Empty(typeof(Caller).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(a => a.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)).Except(known));
    }

    /// <summary>Hears which sessions have ended, to close their connections. Tells nobody anything.</summary>
    private static readonly string[] Allowed =
    [
        "NerveCentre.Dashboard.Access.LiveConnections ← SessionActivity",
        "NerveCentre.Dashboard.Access.LiveConnections → SessionActivity.add_Ended",
        "NerveCentre.Dashboard.Access.LiveConnections → SessionActivity.remove_Ended",
    ];

    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        Type[] typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : [];
        Type[] methodArguments = method is { IsGenericMethod: true, IsConstructor: false } ? method.GetGenericArguments() : [];
        for (var at = 0; at < code.Length;)
        {
            var op = code[at] is 0xFE ? OpCodes[unchecked((short)(0xFE00 | code[at + 1]))] : OpCodes[code[at]];
            at += op.Size;
            if (op.OperandType is OperandType.InlineMethod && method.Module.ResolveMethod(BitConverter.ToInt32(code, at), typeArguments, methodArguments) is { } called)
            {
                yield return called;
            }

            at += op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
