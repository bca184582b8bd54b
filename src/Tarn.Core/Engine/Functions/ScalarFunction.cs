using Tarn.Engine.Errors;
using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Functions;

/// <summary>
/// A function of ours, callable from SQL. The body runs on any of the engine's threads, several at once, and must not
/// keep the list it is given. An exception in it becomes the error of the query.
/// </summary>
/// <param name="Name">As written in SQL; lower case.</param>
/// <param name="Parameters">Types of the fixed arguments.</param>
/// <param name="ReturnType">What the body's values are converted to.</param>
/// <param name="Body">One call per row, with the arguments in CLR form.</param>
public sealed record ScalarFunction(
    string Name,
    IReadOnlyList<EngineType> Parameters,
    EngineType ReturnType,
    Func<IReadOnlyList<object?>, object?> Body)
{
    /// <summary>
    /// Type of any number of further arguments; <see cref="EngineTypeKind.Any"/> takes all. Null: none.
    /// </summary>
    public EngineType? VarArgs { get; init; }

    /// <summary>True when the body wants to see nulls; otherwise a null argument makes the result null.</summary>
    public bool TakesNulls { get; init; }

    /// <summary>True when equal arguments may give different results, so that no call may be saved.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>
    /// Told the types of the arguments of each call in a statement that is prepared; null: nobody asks.
    /// </summary>
    public Action<IReadOnlyList<EngineType>>? OnBind { get; init; }

    /// <summary>Set in place of the body by <see cref="OfBatches"/>.</summary>
    private BatchPredicate? Predicate { get; init; }

    /// <summary>A function that returns BOOLEAN, never null, for whole chunks: for calls by the million.</summary>
    public static ScalarFunction OfBatches(
        string name, IReadOnlyList<EngineType> parameters, BatchPredicate predicate) =>
        new(name, parameters, new EngineType(EngineTypeKind.Boolean), _ => null) { Predicate = predicate };

    /// <summary>Set in place of the body by <see cref="OfBatchTexts"/>.</summary>
    private BatchTexts? Texts { get; init; }

    /// <summary>A function that returns VARCHAR for whole chunks: for calls by the million.</summary>
    internal static ScalarFunction OfBatchTexts(
        string name, IReadOnlyList<EngineType> parameters, BatchTexts texts) =>
        new(name, parameters, new EngineType(EngineTypeKind.Varchar), _ => null) { Texts = texts };

    internal void RegisterWith(ConnectionHandle connection)
    {
        using ScalarFunctionHandle function = NativeMethods.CreateScalarFunction();
        NativeMethods.ScalarFunctionSetName(function, Name);
        foreach (EngineType parameter in Parameters)
        {
            using LogicalTypeHandle type = LogicalTypeFactory.Create(parameter);
            NativeMethods.ScalarFunctionAddParameter(function, type);
        }

        if (VarArgs is not null)
        {
            using LogicalTypeHandle type = LogicalTypeFactory.Create(VarArgs);
            NativeMethods.ScalarFunctionSetVarargs(function, type);
        }

        using LogicalTypeHandle returnType = LogicalTypeFactory.Create(ReturnType);
        NativeMethods.ScalarFunctionSetReturnType(function, returnType);

        // Nulls are handled by the callback in both cases: it knows all arguments, also when the engine inlines some.
        NativeMethods.ScalarFunctionSetSpecialHandling(function);
        if (IsVolatile)
        {
            NativeMethods.ScalarFunctionSetVolatile(function);
        }

        ScalarCallback callback = Predicate is not null ? new BatchCallback(Predicate)
            : Texts is not null ? new BatchTextCallback(Texts)
            : new RowCallback(this);
        if (OnBind is null)
        {
            callback.AttachTo(function);
        }
        else
        {
            callback.AttachWithBindTo(function);
        }

        if (NativeMethods.RegisterScalarFunction(connection, function) != NativeState.Success)
        {
            throw EngineError.Create(
                EngineErrorKind.Catalog, $"The engine does not take the function '{Name}': is its name taken?");
        }
    }
}
