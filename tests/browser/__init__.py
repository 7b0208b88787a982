"""The demonstration site in a real browser: one journey, accessibility of every screen, no foreign requests.

Where the observations of a lesson in class are made, and in which other tests the rest of each:

17 joining        test_live_lesson::test_a_class_joins_answers_and_sees_the_result_on_the_wall
18 level 2        the same, and
                  lessons/test_live_questions::test_after_a_sensitive_question_nothing_links_a_vote_to_a_seat_or_a_student
19 skip           test_live_lesson::test_a_lesson_outlives_sleep_and_router_and_another_device_ends_it
20 teacher away   the same; the first device has no network meanwhile, and its counts arrive
21 wall           that of 17, and
                  lessons/test_running::test_the_wall_shows_pages_and_never_the_guide_a_name_or_a_note
22 hands, sheets  that of 19, and lessons/test_paper_sheets::test_each_student_has_one_sheet_with_one_code
23 heatmap        test_accessibility::test_teachers_screens, and
                  lessons/test_reteach::test_the_results_advise_and_the_question_says_how

A run has four phones and a teacher who is away for five seconds; ``make soak PART=phones`` 25 and a minute.
"""
