namespace Tarn.Engine.Dialect.Functions;

/// <summary>Arrays ("Array functions and operators").</summary>
internal static class ArrayRules
{
    // Names with tarn_ cannot be those of the user's columns, which templates put into lambdas.
    private const string Templates = """
        cardinality/1 map = cardinality({0})
        cardinality/1 = len({0})
        array_max/1 = list_transform([{0}], lambda tarn_a:
          CASE WHEN list_position(tarn_a, NULL) IS NULL THEN list_max(tarn_a) END)[1]
        array_min/1 = list_transform([{0}], lambda tarn_a:
          CASE WHEN list_position(tarn_a, NULL) IS NULL THEN list_min(tarn_a) END)[1]
        array_sort/1 = list_sort({0}, 'ASC', 'NULLS LAST')
        array_sort/2 = list_transform([{0}], lambda tarn_a: list_transform(list_sort(list_transform(tarn_a,
          lambda tarn_x, tarn_i: struct_pack(
            r := list_sum(list_transform(tarn_a, lambda tarn_y: CASE WHEN {1@tarn_x;tarn_y} > 0 THEN 1 ELSE 0 END)),
            i := tarn_i, v := tarn_x))), lambda tarn_s: tarn_s.v))[1]
        array_position/2 = list_transform([struct_pack(a := {0}, e := {1})], lambda tarn_p:
          CASE WHEN tarn_p.a IS NULL OR tarn_p.e IS NULL THEN NULL
          ELSE CAST(coalesce(list_position(tarn_p.a, tarn_p.e), 0) AS BIGINT) END)[1]
        array_position/3 = list_transform([struct_pack(a := {0}, e := {1}, n := {2})], lambda tarn_p:
          coalesce(list_filter(range(1, len(tarn_p.a) + 1),
            lambda tarn_i: tarn_p.a[tarn_i] = tarn_p.e)[tarn_p.n], 0))[1]
        array_remove/2 = list_transform([struct_pack(a := {0}, e := {1})], lambda tarn_p:
          CASE WHEN tarn_p.e IS NOT NULL
          THEN list_filter(tarn_p.a, lambda tarn_x: tarn_x IS DISTINCT FROM tarn_p.e) END)[1]
        array_join/2 = array_to_string(list_transform({0}, lambda tarn_x: CAST(tarn_x AS VARCHAR)), {1})
        array_join/3 = array_to_string(list_transform({0}, lambda tarn_x: coalesce(CAST(tarn_x AS VARCHAR), {2})), {1})
        arrays_overlap/2 = list_transform([struct_pack(a := {0}, b := {1})], lambda tarn_p:
          CASE WHEN tarn_p.a IS NULL OR tarn_p.b IS NULL THEN NULL
          WHEN list_has_any(list_filter(tarn_p.a, lambda tarn_x: tarn_x IS NOT NULL), tarn_p.b) THEN true
          WHEN len(tarn_p.a) = 0 OR len(tarn_p.b) = 0 THEN false
          WHEN list_position(tarn_p.a, NULL) IS NULL AND list_position(tarn_p.b, NULL) IS NULL THEN false END)[1]
        contains/2 list = list_transform([struct_pack(a := {0}, e := {1})], lambda tarn_p:
          CASE WHEN tarn_p.a IS NULL OR tarn_p.e IS NULL THEN NULL WHEN list_contains(tarn_p.a, tarn_p.e) THEN true
          WHEN list_position(tarn_p.a, NULL) IS NULL THEN false END)[1]
        contains_sequence/2 = list_transform([struct_pack(a := {0}, b := {1})], lambda tarn_p:
          len(list_filter(range(1, len(tarn_p.a) - len(tarn_p.b) + 2), lambda tarn_i:
            list_slice(tarn_p.a, tarn_i, tarn_i + len(tarn_p.b) - 1) IS NOT DISTINCT FROM tarn_p.b)) > 0)[1]
        combinations/2 = list_transform([{0}], lambda tarn_a: list_transform(tarn_combinations(len(tarn_a), {1}),
          lambda tarn_c: list_transform(tarn_c, lambda tarn_i: tarn_a[tarn_i])))[1]
        ngrams/2 = list_transform([struct_pack(a := {0}, n := tarn_positive({1}))], lambda tarn_p:
          CASE WHEN len(tarn_p.a) <= tarn_p.n THEN [tarn_p.a] ELSE list_transform(
            range(1, len(tarn_p.a) - tarn_p.n + 2),
            lambda tarn_i: list_slice(tarn_p.a, tarn_i, tarn_i + tarn_p.n - 1)) END)[1]
        element_at/2 map = map_extract_value({0}, {1})
        element_at/2 = list_extract({0}, tarn_not_zero({1}))
        repeat/2 = list_transform(range({1}), lambda tarn_i: {0})
        reverse/1 list = list_reverse({0})
        sequence/2 date = CAST(generate_series({0}, {1},
          CASE WHEN {0} <= {1} THEN INTERVAL 1 DAY ELSE INTERVAL (-1) DAY END) AS DATE[])
        sequence/2 = list_transform([struct_pack(a := {0}, b := {1})], lambda tarn_p:
          generate_series(tarn_p.a, tarn_p.b, CASE WHEN tarn_p.a <= tarn_p.b THEN 1 ELSE -1 END))[1]
        sequence/3 date = CAST(generate_series({0}, {1}, {2}) AS DATE[])
        sequence/3 = generate_series({0}, {1}, {2})
        shuffle/1 = list_transform(list_sort(list_transform({0}, lambda tarn_x:
          struct_pack(r := random(), v := tarn_x))), lambda tarn_s: tarn_s.v)
        slice/3 = list_transform([struct_pack(a := {0}, s := tarn_not_zero({1}), n := tarn_not_negative({2}))],
          lambda tarn_p: CASE WHEN tarn_p.s < -len(tarn_p.a) THEN list_slice(tarn_p.a, 1, 0)
          WHEN tarn_p.s < 0 THEN list_slice(
            tarn_p.a, len(tarn_p.a) + tarn_p.s + 1, len(tarn_p.a) + tarn_p.s + tarn_p.n)
          ELSE list_slice(tarn_p.a, tarn_p.s, tarn_p.s + tarn_p.n - 1) END)[1]
        trim_array/2 = list_transform([struct_pack(a := {0}, n := tarn_not_negative({1}))], lambda tarn_p:
          list_slice(tarn_p.a, 1, tarn_trimmed(len(tarn_p.a), tarn_p.n)))[1]
        zip/2+ = list_zip({0}, {1*})
        zip_with/3 = list_transform([struct_pack(a := {0}, b := {1})], lambda tarn_m: list_transform(
          range(1, greatest(len(tarn_m.a), len(tarn_m.b)) + 1),
          lambda tarn_i: {2@tarn_m.a[tarn_i];tarn_m.b[tarn_i]}))[1]
        []/2 list = list_transform([struct_pack(a := {0}, i := {1})], lambda tarn_p: list_extract(tarn_p.a,
          CASE WHEN tarn_p.i BETWEEN 1 AND len(tarn_p.a) THEN tarn_p.i
          ELSE tarn_subscript(tarn_p.i, len(tarn_p.a)) END))[1]
        ||/2 list,list = ({0} || {1})
        ||/2 list,* = ({0} || [{1}])
        ||/2 *,list = ([{0}] || {1})
        """;

    public static RuleTable Table { get; } = new(
        $"""
        {Templates}
        array_distinct/1 = {Distinct("{0}")}
        array_union/2 = {Distinct("({0} || {1})")}
        array_intersect/2 = list_transform([{"{1}"}], lambda tarn_b: list_filter({Distinct("{0}")},
          lambda tarn_o: list_position(tarn_b, tarn_o) IS NOT NULL))[1]
        array_except/2 = list_transform([{"{1}"}], lambda tarn_b: list_filter({Distinct("{0}")},
          lambda tarn_o: list_position(tarn_b, tarn_o) IS NULL))[1]
        """,
        [],
        ArrayChecks.Functions);

    /// <summary>The first of each value, in order; nulls are equal. Sorted by value, then by place: n log n.</summary>
    public static string Distinct(string array) => $"""
        list_transform(list_sort(list_transform([list_sort(list_transform({array},
          lambda tarn_x, tarn_i: struct_pack(x := tarn_x, i := tarn_i)))], lambda tarn_s:
          list_transform(list_filter(tarn_s, lambda tarn_e, tarn_j:
            tarn_j = 1 OR tarn_e.x IS DISTINCT FROM tarn_s[tarn_j - 1].x),
            lambda tarn_e: struct_pack(i := tarn_e.i, x := tarn_e.x)))[1]), lambda tarn_e: tarn_e.x)
        """.ReplaceLineEndings(" ");
}
