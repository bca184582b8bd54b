using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>The types that functions of ours take and return.</summary>
internal static class OwnTypes
{
    public static EngineType Any { get; } = new(EngineTypeKind.Any);

    public static EngineType Varchar { get; } = new(EngineTypeKind.Varchar);

    public static EngineType Varchars { get; } = EngineType.List(Varchar);

    public static EngineType Varbinary { get; } = new(EngineTypeKind.Blob);

    public static EngineType Bigint { get; } = new(EngineTypeKind.BigInt);

    public static EngineType Integer { get; } = new(EngineTypeKind.Integer);

    public static EngineType Real { get; } = new(EngineTypeKind.Float);

    public static EngineType Double { get; } = new(EngineTypeKind.Double);

    public static EngineType Boolean { get; } = new(EngineTypeKind.Boolean);

    public static EngineType Json { get; } = new(EngineTypeKind.Varchar) { Alias = "JSON" };
}
