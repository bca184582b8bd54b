namespace Tarn.Protocols.Aws.Glue.Functions;

internal sealed record FunctionsRequest
{
    public string? DatabaseName { get; init; }

    public required string Pattern { get; init; }
}

internal sealed record FunctionsResponse(IReadOnlyList<Empty> UserDefinedFunctions);

internal sealed record FunctionRequest
{
    public required string DatabaseName { get; init; }

    public required string FunctionName { get; init; }
}

internal sealed record CreateFunctionRequest
{
    public required string DatabaseName { get; init; }
}
