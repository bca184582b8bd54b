-- The eight tables of TPC-H at one scale: rows, keys, ranges and the words that its queries look for as the specification
-- (4.2.3) has them; drawn from hashes of the keys, not by its own generator, so answers are not the published ones.
CREATE MACRO draw(key, salt, n) AS CAST(hash(key * 64 + salt) % n AS BIGINT);
CREATE MACRO pick(key, salt, choices) AS choices[draw(key, salt, len(choices)) + 1];
CREATE MACRO cents(key, salt, low, high) AS CAST((low + draw(key, salt, high - low + 1)) / 100.0 AS DECIMAL(15, 2));
CREATE MACRO word(key, salt) AS pick(key, salt, ['furiously', 'carefully', 'special', 'express', 'final', 'ironic',
    'pending', 'regular', 'deposits', 'requests', 'accounts', 'packages', 'instructions', 'theodolites', 'foxes',
    'pinto beans', 'sleep', 'wake', 'nag', 'haggle', 'above', 'among', 'quickly', 'the']);
CREATE MACRO remark(key) AS concat_ws(' ', word(key, 31), word(key, 32), word(key, 33), word(key, 34), word(key, 35));
CREATE MACRO color(key, salt) AS pick(key, salt, ['almond', 'antique', 'aquamarine', 'azure', 'beige', 'bisque',
    'black', 'blanched', 'blue', 'blush', 'brown', 'burlywood', 'chartreuse', 'chiffon', 'chocolate', 'coral',
    'cornflower', 'cream', 'cyan', 'dark', 'dim', 'dodger', 'drab', 'firebrick', 'floral', 'forest', 'frosted',
    'ghost', 'goldenrod', 'green', 'grey', 'honeydew', 'hot', 'indian', 'ivory', 'khaki', 'lace', 'lavender', 'lawn',
    'lemon', 'light', 'lime', 'linen', 'magenta', 'maroon', 'medium', 'metallic', 'midnight', 'mint', 'misty',
    'moccasin', 'navajo', 'navy', 'olive', 'orange', 'orchid', 'pale', 'papaya', 'peach', 'peru', 'pink', 'plum']);
CREATE MACRO retail(part) AS CAST((90000 + (part // 10) % 20001 + 100 * (part % 1000)) / 100.0 AS DECIMAL(15, 2));
CREATE MACRO supplier_of(part, i, suppliers) AS
    (part + i * (suppliers // 4 + (part - 1) // suppliers)) % suppliers + 1;
CREATE MACRO phone(nation, key) AS format('{}-{:03d}-{:03d}-{:04d}', nation + 10, 100 + draw(key, 20, 900),
    100 + draw(key, 21, 900), 1000 + draw(key, 22, 9000));

CREATE TABLE region AS
SELECT i - 1 AS r_regionkey, names[i] AS r_name, remark(i) AS r_comment
FROM (SELECT ['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST'] AS names), range(1, 6) t(i);

CREATE TABLE nation AS
SELECT i - 1 AS n_nationkey, names[i] AS n_name, regions[i] AS n_regionkey, remark(i) AS n_comment
FROM (SELECT
    ['ALGERIA', 'ARGENTINA', 'BRAZIL', 'CANADA', 'EGYPT', 'ETHIOPIA', 'FRANCE', 'GERMANY', 'INDIA', 'INDONESIA',
        'IRAN', 'IRAQ', 'JAPAN', 'JORDAN', 'KENYA', 'MOROCCO', 'MOZAMBIQUE', 'PERU', 'CHINA', 'ROMANIA',
        'SAUDI ARABIA', 'VIETNAM', 'RUSSIA', 'UNITED KINGDOM', 'UNITED STATES'] AS names,
    [0, 1, 1, 1, 4, 0, 3, 3, 2, 2, 4, 4, 2, 4, 0, 0, 0, 1, 2, 3, 4, 2, 3, 3, 1] AS regions), range(1, 26) t(i);

CREATE VIEW supplier AS
SELECT i AS s_suppkey, format('Supplier#{:09d}', i) AS s_name, substr(md5(CAST(i AS VARCHAR)), 1, 20) AS s_address,
    draw(i, 1, 25) AS s_nationkey, phone(draw(i, 1, 25), i) AS s_phone, cents(i, 2, -99999, 999999) AS s_acctbal,
    CASE WHEN draw(i, 3, 2000) = 0 THEN 'the Customer has Complaints' ELSE remark(i) END AS s_comment
FROM range(1, 10001) t(i);

CREATE VIEW customer AS
SELECT i AS c_custkey, format('Customer#{:09d}', i) AS c_name, substr(md5(CAST(i AS VARCHAR)), 1, 20) AS c_address,
    draw(i, 1, 25) AS c_nationkey, phone(draw(i, 1, 25), i) AS c_phone, cents(i, 2, -99999, 999999) AS c_acctbal,
    pick(i, 3, ['AUTOMOBILE', 'BUILDING', 'FURNITURE', 'MACHINERY', 'HOUSEHOLD']) AS c_mktsegment,
    remark(i) || ' ' || remark(i + 1000000) AS c_comment
FROM range(1, 150001) t(i);

CREATE VIEW part AS
SELECT i AS p_partkey, concat_ws(' ', color(i, 1), color(i, 2), color(i, 3), color(i, 4), color(i, 5)) AS p_name,
    format('Manufacturer#{}', 1 + draw(i, 6, 5)) AS p_mfgr,
    format('Brand#{}{}', 1 + draw(i, 6, 5), 1 + draw(i, 7, 5)) AS p_brand,
    concat_ws(' ', pick(i, 8, ['STANDARD', 'SMALL', 'MEDIUM', 'LARGE', 'ECONOMY', 'PROMO']),
        pick(i, 9, ['ANODIZED', 'BURNISHED', 'PLATED', 'POLISHED', 'BRUSHED']),
        pick(i, 10, ['TIN', 'NICKEL', 'BRASS', 'STEEL', 'COPPER'])) AS p_type,
    CAST(1 + draw(i, 11, 50) AS INTEGER) AS p_size,
    pick(i, 12, ['SM', 'LG', 'MED', 'JUMBO', 'WRAP']) || ' '
        || pick(i, 13, ['CASE', 'BOX', 'BAG', 'JAR', 'PKG', 'PACK', 'CAN', 'DRUM']) AS p_container,
    retail(i) AS p_retailprice, word(i, 14) AS p_comment
FROM range(1, 200001) t(i);

CREATE VIEW partsupp AS
SELECT part AS ps_partkey, supplier_of(part, i, 10000) AS ps_suppkey,
    CAST(1 + draw(part * 4 + i, 1, 9999) AS INTEGER) AS ps_availqty, cents(part * 4 + i, 2, 100, 100000) AS ps_supplycost,
    remark(part * 4 + i) || ' ' || remark(part * 4 + i + 1000000) AS ps_comment
FROM range(1, 200001) p(part), range(4) s(i);

-- Two thirds of the customers have orders, and of 32 keys of orders 8 are used.
CREATE TABLE orders AS
SELECT (i // 8) * 32 + i % 8 + 1 AS o_orderkey, 3 * draw(i, 1, 50000) + 1 + draw(i, 2, 2) AS o_custkey,
    DATE '1992-01-01' + CAST(draw(i, 3, 2406) AS INTEGER) AS o_orderdate,
    pick(i, 4, ['1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT SPECIFIED', '5-LOW']) AS o_orderpriority,
    format('Clerk#{:09d}', 1 + draw(i, 5, 1000)) AS o_clerk, CAST(0 AS INTEGER) AS o_shippriority, remark(i) AS o_comment
FROM range(1500000) t(i);

CREATE TABLE lineitem AS
WITH lines AS (
    SELECT o_orderkey, o_orderdate, CAST(number AS INTEGER) AS number, o_orderkey * 8 + number AS id,
        1 + draw(o_orderkey * 8 + number, 1, 200000) AS part
    FROM orders, range(1, 8) t(number)
    WHERE number <= 1 + draw(o_orderkey, 6, 7)),
dated AS (
    SELECT *, CAST(1 + draw(id, 2, 50) AS DECIMAL(15, 2)) AS quantity,
        o_orderdate + CAST(1 + draw(id, 3, 121) AS INTEGER) AS shipped
    FROM lines)
SELECT o_orderkey AS l_orderkey, part AS l_partkey, supplier_of(part, draw(id, 4, 4), 10000) AS l_suppkey,
    number AS l_linenumber, quantity AS l_quantity, CAST(quantity * retail(part) AS DECIMAL(15, 2)) AS l_extendedprice,
    cents(id, 5, 0, 10) AS l_discount, cents(id, 6, 0, 8) AS l_tax,
    CASE WHEN shipped + CAST(1 + draw(id, 8, 30) AS INTEGER) > DATE '1995-06-17' THEN 'N'
        ELSE pick(id, 7, ['R', 'A']) END AS l_returnflag,
    CASE WHEN shipped > DATE '1995-06-17' THEN 'O' ELSE 'F' END AS l_linestatus, shipped AS l_shipdate,
    o_orderdate + CAST(30 + draw(id, 9, 61) AS INTEGER) AS l_commitdate,
    shipped + CAST(1 + draw(id, 8, 30) AS INTEGER) AS l_receiptdate,
    pick(id, 10, ['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN']) AS l_shipinstruct,
    pick(id, 11, ['REG AIR', 'AIR', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB']) AS l_shipmode,
    word(id, 12) || ' ' || word(id, 13) || ' ' || word(id, 14) AS l_comment
FROM dated
ORDER BY l_orderkey, l_linenumber;

CREATE VIEW orders_of_lines AS
SELECT o_orderkey, o_custkey, CASE WHEN open = 0 THEN 'F' WHEN open = lines THEN 'O' ELSE 'P' END AS o_orderstatus,
    total AS o_totalprice, o_orderdate, o_orderpriority, o_clerk, o_shippriority, o_comment
FROM orders JOIN (
    SELECT l_orderkey, count(*) AS lines, count(*) FILTER (l_linestatus = 'O') AS open,
        CAST(sum(l_extendedprice * (1 + l_tax) * (1 - l_discount)) AS DECIMAL(15, 2)) AS total
    FROM lineitem GROUP BY l_orderkey) ON l_orderkey = o_orderkey
ORDER BY o_orderkey;
