using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Engine.Values;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class ScalarFunctionTests : EngineTest
{
    private static readonly EngineType Text = new(EngineTypeKind.Varchar);
    private static readonly EngineType BigInt = new(EngineTypeKind.BigInt);

    [Fact]
    public async Task A_function_is_called_for_every_row()
    {
        Connection.RegisterScalarFunction(new ScalarFunction(
            "double_it", [BigInt], BigInt, arguments => (long)arguments[0]! * 2));

        Assert.Equal(9_999_900_000L, await Scalar("SELECT sum(double_it(i))::BIGINT FROM range(100_000) t(i)"));
    }

    [Fact]
    public async Task Further_arguments_may_be_of_any_type()
    {
        Connection.RegisterScalarFunction(new ScalarFunction(
            "join_all", [Text], Text, arguments => string.Join(arguments[0] as string, arguments.Skip(1)))
        {
            VarArgs = new EngineType(EngineTypeKind.Any),
        });

        Assert.Equal("1-x-True", await Scalar("SELECT join_all('-', 1, 'x', true)"));
        Assert.Equal("", await Scalar("SELECT join_all('-')"));
    }

    [Fact]
    public async Task A_null_argument_makes_null_unless_asked_for()
    {
        Connection.RegisterScalarFunction(new ScalarFunction("strict_len", [Text], BigInt, Length));
        Connection.RegisterScalarFunction(
            new ScalarFunction("lenient_len", [Text], BigInt, Length) { TakesNulls = true });

        Assert.Null(await Scalar("SELECT strict_len(NULL)"));
        Assert.Equal(-1L, await Scalar("SELECT lenient_len(NULL)"));
        Assert.Equal(2L, await Scalar("SELECT sum(strict_len(x))::BIGINT FROM (VALUES ('ab'), (NULL)) v(x)"));

        static object? Length(IReadOnlyList<object?> arguments) =>
            arguments[0] is string text ? (long)text.Length : -1L;
    }

    [Fact]
    public async Task Nested_values_go_in_and_out()
    {
        EngineType list = EngineType.List(BigInt);
        Connection.RegisterScalarFunction(new ScalarFunction(
            "reverse_list", [list], list, arguments => ((object?[])arguments[0]!).Reverse().ToArray()));

        object? result = await Scalar("SELECT reverse_list([1, 2, NULL]::BIGINT[])");

        Assert.True(ValueEquality.AreEqual(new object?[] { null, 2L, 1L }, result));
    }

    [Fact]
    public async Task An_exception_becomes_the_error_of_the_query()
    {
        Connection.RegisterScalarFunction(new ScalarFunction(
            "fail", [BigInt], BigInt, _ => throw new InvalidOperationException("no such rate")));

        EngineException exception = await Fails("SELECT fail(i) FROM range(1_000_000) t(i)");

        Assert.Contains("no such rate", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Scalar("SELECT 1"));
    }

    [Fact]
    public async Task A_result_of_a_wrong_kind_becomes_the_error_of_the_query()
    {
        Connection.RegisterScalarFunction(new ScalarFunction("wrong", [], BigInt, _ => "text"));

        EngineException exception = await Fails("SELECT wrong()");

        Assert.Contains("'text' (String) is not an integer", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_survive_garbage_collection_and_serve_all_connections()
    {
        Register(Connection);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using DuckConnection other = Instance.Connect();

        Assert.Equal(3L, await other.ScalarAsync("SELECT plus_one(2)", Token));

        static void Register(DuckConnection connection) => connection.RegisterScalarFunction(
            new ScalarFunction("plus_one", [BigInt], BigInt, arguments => (long)arguments[0]! + 1));
    }
}
