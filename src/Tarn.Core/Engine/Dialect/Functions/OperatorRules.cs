using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>
/// Operators and what is written like one ("Mathematical operators", "Decimal functions and operators").
/// </summary>
internal static class OperatorRules
{
    private const string Templates = """
        //2 integer,integer = CASE WHEN tarn_divides_by_zero({1} = 0) THEN NULL ELSE {0} // {1} END
        //2 integer|decimal|null,null = NULL
        //2 null,integer|decimal|double = NULL
        %/2 integer|decimal,integer|decimal = CASE WHEN tarn_divides_by_zero({1} = 0) THEN NULL ELSE {0} % {1} END
        mod/2 integer|decimal,integer|decimal = CASE WHEN tarn_divides_by_zero({1} = 0) THEN NULL ELSE {0} % {1} END
        +interval/2 date,* = CAST(({0} + {1}) AS DATE)
        -interval/2 date,* = CAST(({0} - {1}) AS DATE)
        if/2 = CASE WHEN {0} THEN {1} END
        """;

    public static RuleTable Table { get; } = new(
        Templates,
        [
            new DecimalDivisionRule("decimal", "decimal"),
            new DecimalDivisionRule("decimal", "integer"),
            new DecimalDivisionRule("integer", "decimal"),
        ],
        [
            DecimalDivision.Function,
            ScalarFunction.OfBatches(
                "tarn_divides_by_zero", [OwnTypes.Boolean], ZeroDivision.Check),
        ]);
}
