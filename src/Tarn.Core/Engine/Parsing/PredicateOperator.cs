namespace Tarn.Engine.Parsing;

/// <summary>How a column is compared with constants.</summary>
public enum PredicateOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>Equal to one of the values.</summary>
    In,
    IsNull,
    IsNotNull,
}
