using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using NerveCentre.Core.Cards;

namespace NerveCentre.Dashboard.Api;

/// <summary>What the platform cannot see from the endpoints: how to come in, what the text is made of, and how it can go wrong.</summary>
internal static class ApiDocument
{
    private const string Bearer = "bearer";

    private static readonly (int Status, string Words)[] Problems =
    [
        (StatusCodes.Status400BadRequest, "A parameter is unknown or wrong; its name is in parameter."),
        (StatusCodes.Status401Unauthorized, "No token, or none that works."),
        (StatusCodes.Status403Forbidden, "The token does not read this card."),
        (StatusCodes.Status404NotFound, "There is no such card, or no such store that the token may read."),
        (StatusCodes.Status405MethodNotAllowed, "Tokens only read."),
        (StatusCodes.Status429TooManyRequests, "Too many requests; Retry-After says in how many seconds the next one may come."),
        (StatusCodes.Status500InternalServerError, "The server could not answer."),
    ];

    public static void Describe(OpenApiOptions options)
    {
        // The browser's own addresses are none of a program's business.
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) is true && description.HttpMethod == HttpMethods.Get;
        options.AddDocumentTransformer(Introduce);
        options.AddOperationTransformer(DescribeAnswersAsync);
    }

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new OpenApiInfo { Title = "NerveCentre", Version = "1", Description = "Readings of cards, read-only. Times are UTC; shares are 0 to 1; percentages 0 to 100; nothing is rounded. HEAD works wherever GET does." };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, BearerFormat = "nc_<number>_<secret>", Description = "A token that an owner made on the page Tokens." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task DescribeAnswersAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var isReading = context.Description.ParameterDescriptions.Any(p => p.Name is "key");
        IOpenApiSchema shape = isReading
            ? new OpenApiSchema { OneOf = [await SchemaAsync<CoverageCard>(context, cancel), await SchemaAsync<OrdersCard>(context, cancel)] }
            : await SchemaAsync<CardCatalogue>(context, cancel);
        var problem = await SchemaAsync<ProblemDetails>(context, cancel);
        operation.Responses = new OpenApiResponses
        {
            ["200"] = Answer(isReading ? "The reading; which of the two shapes follows from the card." : "What the token may read.", MediaTypeNames.Application.Json, shape),
        };
        foreach (var (status, words) in Problems)
        {
            operation.Responses[$"{status}"] = Answer(words, MediaTypeNames.Application.ProblemJson, problem);
        }

        Choose(operation, "key", CardRegistry.All.Select(c => c.Key));
        Choose(operation, "window", CardParameters.Windows);
        Choose(operation, "attribution", CardParameters.Attributions);
    }

    private static OpenApiResponse Answer(string words, string type, IOpenApiSchema schema) =>
        new() { Description = words, Content = new Dictionary<string, OpenApiMediaType> { [type] = new() { Schema = schema } } };

    /// <summary>Kept once under the name of its type and referred to from there.</summary>
    private static async Task<IOpenApiSchema> SchemaAsync<T>(OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var name = typeof(T).Name;
        context.Document!.AddComponent(name, await context.GetOrCreateSchemaAsync(typeof(T), null, cancel));
        return new OpenApiSchemaReference(name, context.Document);
    }

    private static void Choose(OpenApiOperation operation, string parameter, IEnumerable<string> allowed)
    {
        if (operation.Parameters?.FirstOrDefault(p => p.Name == parameter)?.Schema is OpenApiSchema schema)
        {
            schema.Enum = [.. allowed.Select(a => (JsonNode)JsonValue.Create(a)!)];
        }
    }
}
