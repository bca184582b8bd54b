using Tarn.Engine.Errors;
using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Functions;

/// <summary>
/// A function of ours that a FROM may name: its rows come from C#, chunk by chunk, into whatever the statement does
/// with them. Calls have one argument, a text, that says which rows are meant.
/// </summary>
/// <param name="Name">As written in SQL; lower case.</param>
/// <param name="FeedOf">
/// The rows that an argument names; asked for each call in a statement that is prepared. An exception becomes the error
/// of the statement.
/// </param>
internal sealed record TableFunction(string Name, Func<string, IRowFeed> FeedOf)
{
    /// <summary>Whether readers are asked for those columns alone that the statement needs, in any order.</summary>
    public bool SkipsColumns { get; init; }

    internal void RegisterWith(ConnectionHandle connection)
    {
        using TableFunctionHandle function = NativeMethods.CreateTableFunction();
        NativeMethods.TableFunctionSetName(function, Name);
        using LogicalTypeHandle text = LogicalTypeFactory.Create(new EngineType(EngineTypeKind.Varchar));
        NativeMethods.TableFunctionAddParameter(function, text);
        NativeMethods.TableFunctionSupportsProjectionPushdown(function, SkipsColumns);
        new FeedCallback(FeedOf, SkipsColumns).AttachTo(function);
        if (NativeMethods.RegisterTableFunction(connection, function) != NativeState.Success)
        {
            throw EngineError.Create(
                EngineErrorKind.Catalog, $"The engine does not take the table function '{Name}': is its name taken?");
        }
    }
}
