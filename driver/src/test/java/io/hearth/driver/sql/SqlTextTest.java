package io.hearth.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select 1;",
                "select 1 ; ;\n-- the end; really\n",
                "select ';', \";\", `;` from t",
                "select 'it\\'s; one'",
                "select r'\\', 1",
                "select 'it''s; one'",
                "-- first; comment\nselect 1",
                "/* a; /* nested; */ b; */ select 1",
                "begin declare a int; set a = 1; select a; end",
                "here: BEGIN select 1; select 2; END"
            })
    void isOne(String text) {
        assertThat(SqlText.count(text)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; select 2",
                "set a = 1; select 2;",
                "select ';'; -- x\n select 2",
                "select r'\\'; select 2",
                "select 1; begin select 2; end"
            })
    void isTwoOrMore(String text) {
        assertThat(SqlText.count(text)).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", ";;", "-- select 1", "/* select 1"})
    void isNone(String text) {
        assertThat(SqlText.count(text)).isZero();
    }
}
